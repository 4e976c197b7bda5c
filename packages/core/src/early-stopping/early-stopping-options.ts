import {
  rejectUnknownOptions,
  requireBoolean,
  requireInteger,
  requireNumber,
  requireOneOf,
} from "../errors/check-option.ts";
import { METRIC_NAMES, type MetricName } from "../metric/metric-name.ts";

/** Options of `earlyStopping`. */
export interface EarlyStoppingOptions {
  /** The metric to watch. */
  readonly monitor: MetricName;
  /** Whether lower or higher is better. Never guessed from the metric's name. */
  readonly mode: "min" | "max";
  /** Training stops at this many consecutive checks without improvement; at least 1. */
  readonly patience: number;
  /** A gain counts for patience only if it is larger than this; at least 0, in the metric's unit. @default 0 */
  readonly minDelta?: number;
  /** Checks before this epoch (counted from 0) are not looked at. @default 0 */
  readonly startEpoch?: number;
  /**
   * What a NaN or an infinity means: `stop` ends training with that reason, `count` is a check without improvement,
   * `ignore` is no check at all, `throw` raises `NonFiniteValueError`. @default "stop"
   */
  readonly nonFinite?: "stop" | "count" | "ignore" | "throw";
  /** Whether `fit` ends with the weights of the best epoch, however it ends. @default true */
  readonly restoreBest?: boolean;
}

/** Fills in the defaults after checking every option. */
export function resolveEarlyStopping(options: EarlyStoppingOptions): Required<EarlyStoppingOptions> {
  rejectUnknownOptions(
    "earlyStopping",
    options,
    ["monitor", "mode", "patience", "minDelta", "startEpoch", "nonFinite", "restoreBest"],
    {
      restoreBestWeights: "Name it restoreBest; it is on by default.",
      min_delta: "Name it minDelta.",
      startFromEpoch: "Name it startEpoch.",
    },
  );
  const { minDelta = 0, startEpoch = 0, nonFinite = "stop", restoreBest = true } = options;
  return {
    monitor: requireOneOf("monitor", options.monitor, METRIC_NAMES),
    mode: requireOneOf("mode", options.mode, ["min", "max"], 'A loss wants "min", an accuracy "max".'),
    patience: requireInteger("patience", options.patience, {
      min: 1,
      remedy: "1 stops at the first check without improvement.",
    }),
    minDelta: requireNumber("minDelta", minDelta, { min: 0 }),
    startEpoch: requireInteger("startEpoch", startEpoch, { min: 0 }),
    nonFinite: requireOneOf("nonFinite", nonFinite, ["stop", "count", "ignore", "throw"]),
    restoreBest: requireBoolean("restoreBest", restoreBest),
  };
}
