import type { DialectOptions, DialectSettings } from "./dialects/dialects.ts";
import type { CriteriaOptions, OwnSettings, PatienceOptions } from "./own-options.ts";

/** Options of `earlyStopping`: patience, criteria, or another library's rule by its name. */
export type EarlyStoppingOptions = PatienceOptions | CriteriaOptions | DialectOptions;

/** Checked options of a rule with every default filled in; plain JSON. */
export type EarlyStoppingSettings = OwnSettings | DialectSettings;
