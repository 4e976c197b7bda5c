import { requireOneOf } from "../errors/check-option.ts";
import { METRIC_NAMES, type MetricName } from "../metric/metric-name.ts";
import type { CheckEvery } from "./check-every.ts";

/** A metric that `fit` measures, or one of an observation's own `others` by its name: `"others.f1"`. */
export type Monitor = MetricName | `others.${string}`;

/** What every rule on a metric has to be told. */
export interface MonitorOptions {
  /** The metric to watch. */
  readonly monitor: Monitor;
  /** Whether lower or higher is better. Never guessed from the metric's name. */
  readonly mode: "min" | "max";
  /** How often a check is due. @default { epochs: 1 } */
  readonly checkEvery?: CheckEvery;
}

/** Returns `monitor` if it is a known metric, or names one of an observation's `others`. */
export function requireMonitor(monitor: unknown): Monitor {
  if (typeof monitor === "string" && /^others\../.test(monitor)) return monitor as Monitor;
  return requireOneOf("monitor", monitor, METRIC_NAMES, 'A metric of your own is named "others.<name>".');
}

/** Returns `mode` if it is a direction. */
export function requireMode(mode: unknown): "min" | "max" {
  return requireOneOf("mode", mode, ["min", "max"], 'A loss wants "min", an accuracy "max".');
}
