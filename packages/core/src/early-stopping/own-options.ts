import {
  rejectUnknownOptions,
  requireBoolean,
  requireInteger,
  requireNumber,
  requireOneOf,
} from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireCheckEvery } from "./check-every.ts";
import { requireCriterion } from "./criteria/combine.ts";
import type { CriterionSpec } from "./criteria/criterion-spec.ts";
import type { Criterion } from "./criteria/criterion.ts";
import { patience } from "./criteria/patience.ts";
import { requireMode, requireMonitor, type MonitorOptions } from "./monitor.ts";
import { hintsFor } from "./names-elsewhere.ts";

/** What the default rule and one of criteria have in common. */
export interface OwnOptions extends MonitorOptions {
  /** Checks before this epoch (counted from 0) are not looked at. @default 0 */
  readonly startEpoch?: number;
  /** Training stops once the metric is as good as this, or better. @default none */
  readonly stopAt?: number | null;
  /** Training stops once the metric is as bad as this, or worse. @default none */
  readonly divergeAt?: number | null;
  /**
   * What a NaN or an infinity means: `stop` ends training with that reason, `count` is a check without improvement,
   * `ignore` is no check at all, `throw` raises `NonFiniteValueError`. @default "stop"
   */
  readonly nonFinite?: "stop" | "count" | "ignore" | "throw";
  /** Whether `fit` ends with the weights of the best epoch, however it ends. @default true */
  readonly restoreBest?: boolean;
}

/** Options of the default rule of `earlyStopping`. */
export interface PatienceOptions extends OwnOptions {
  /** Training stops at this many consecutive checks without improvement; at least 1. */
  readonly patience: number;
  /** A gain counts for patience only if it is larger than this; at least 0. @default 0 */
  readonly minDelta?: number;
  /** Whether `minDelta` is in the metric's unit, or a share of the reference's magnitude. @default "absolute" */
  readonly minDeltaMode?: "absolute" | "relative";
  /** A value that patience has to see beaten; the weights to keep do not depend on it. @default none */
  readonly baseline?: number | null;
}

/** Options of `earlyStopping` with criteria in place of patience. */
export interface CriteriaOptions extends OwnOptions {
  /** When to stop: `patience(5)`, or several as `anyOf(patience(5), timeLimit(600))`. */
  readonly criteria: Criterion;
}

/** Checked options of a rule of our own, with every default filled in; plain data. */
export interface OwnSettings extends Required<OwnOptions> {
  readonly dialect: null;
  /** Those of the default rule; null where there are criteria. */
  readonly patience: number | null;
  readonly minDelta: number | null;
  readonly minDeltaMode: "absolute" | "relative" | null;
  readonly baseline: number | null;
  /** The criteria's spec; null for the default rule. */
  readonly criteria: CriterionSpec | null;
}

const COMMON = [
  "dialect",
  "monitor",
  "mode",
  "checkEvery",
  "startEpoch",
  "stopAt",
  "divergeAt",
  "nonFinite",
  "restoreBest",
] as const;
const PATIENCE = [...COMMON, "patience", "minDelta", "minDeltaMode", "baseline", "criteria"] as const;
const CRITERIA = [...COMMON, "criteria"] as const;

/** Fills in the defaults after checking every option, and says when to stop as one criterion. */
export function resolveOwnOptions(options: PatienceOptions | CriteriaOptions): {
  readonly settings: OwnSettings;
  readonly criterion: Criterion;
} {
  const byCriteria = hasCriteria(options);
  rejectUnknownOptions("earlyStopping", options, byCriteria ? CRITERIA : PATIENCE, {
    ...hintsFor(PATIENCE),
    restoreBestWeights: "Name it restoreBest; it is on by default.",
    ...(byCriteria ? inCriteria() : {}),
  });
  const { startEpoch = 0, nonFinite = "stop", restoreBest = true, stopAt = null, divergeAt = null } = options;
  const common = {
    dialect: null,
    monitor: requireMonitor(options.monitor),
    mode: requireMode(options.mode),
    checkEvery: requireCheckEvery(options.checkEvery),
    startEpoch: requireInteger("startEpoch", startEpoch, { min: 0 }),
    stopAt: stopAt === null ? null : requireNumber("stopAt", stopAt),
    divergeAt: divergeAt === null ? null : requireNumber("divergeAt", divergeAt),
    nonFinite: requireOneOf("nonFinite", nonFinite, ["stop", "count", "ignore", "throw"]),
    restoreBest: requireBoolean("restoreBest", restoreBest),
  };
  requireOrder(common);
  if (hasCriteria(options)) {
    const criterion = requireCriterion(options.criteria);
    const none = { patience: null, minDelta: null, minDeltaMode: null, baseline: null };
    return { settings: { ...common, ...none, criteria: criterion.spec }, criterion };
  }
  const { patience: checks, minDelta = 0, minDeltaMode = "absolute", baseline = null } = options;
  const criterion = patience(checks, { minDelta, minDeltaMode, baseline });
  return {
    settings: { ...common, patience: checks, minDelta, minDeltaMode, baseline, criteria: null },
    criterion,
  };
}

function hasCriteria(options: PatienceOptions | CriteriaOptions): options is CriteriaOptions {
  return (
    typeof options === "object" && options !== null && "criteria" in options && (options.criteria ?? null) !== null
  );
}

/** Between the two limits there has to be room for training. */
function requireOrder({ mode, stopAt, divergeAt }: Pick<OwnSettings, "mode" | "stopAt" | "divergeAt">): void {
  if (stopAt === null || divergeAt === null || (mode === "min" ? stopAt < divergeAt : stopAt > divergeAt)) return;
  throw new InvalidOptionError({
    subject: "stopAt",
    rule: `must be ${mode === "min" ? "below" : "above"} divergeAt for mode "${mode}"`,
    received: { stopAt, divergeAt },
    remedy: "As they are, every value would stop.",
  });
}

/** Options of the default rule belong into the criterion of the same name. */
function inCriteria(): Record<string, string> {
  const remedy = "With criteria, write it into them: criteria: patience(5, { minDelta: 0.01 }).";
  return Object.fromEntries(["patience", "minDelta", "minDeltaMode", "baseline"].map((name) => [name, remedy]));
}
