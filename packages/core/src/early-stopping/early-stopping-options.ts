import type { DialectOptions, DialectSettings } from "./dialects/dialects.ts";
import type { CriteriaOptions, OwnSettings, PatienceOptions } from "./own-options.ts";

/**
 * Options of `earlyStopping`: {@link PatienceOptions}, {@link CriteriaOptions}, or those of another library's rule, called by
 * its name ({@link DialectTypes}).
 */
export type EarlyStoppingOptions = PatienceOptions | CriteriaOptions | DialectOptions;

/** Checked options of a rule with every default filled in; plain JSON. */
export type EarlyStoppingSettings = OwnSettings | DialectSettings;
