import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../errors/check-option.ts";
import { requireCheckEvery } from "./check-every.ts";
import { requireMode, requireMonitor, type MonitorOptions } from "./monitor.ts";
import { hintsFor } from "./names-elsewhere.ts";

/** Options of `reduceOnPlateau`. */
export interface ReduceOnPlateauOptions extends MonitorOptions {
  /** Whose rule: PyTorch's or Keras 3's `ReduceLROnPlateau`. @default "pytorch" */
  readonly dialect?: "pytorch" | "keras3";
  /** What the learning rate is multiplied by; in [0, 1). @default 0.1 */
  readonly factor?: number;
  /**
   * Checks without improvement: PyTorch tolerates this many and acts on the next, Keras acts on the last of them (0 is
   * as 1). @default 10
   */
  readonly patience?: number;
  /** PyTorch's `threshold`: a gain counts only if it is larger than this; at least 0. @default 1e-4 */
  readonly minDelta?: number;
  /**
   * PyTorch's `threshold_mode`: whether `minDelta` is a share of the best, or in the metric's unit.
   * @default "relative"; Keras: "absolute"
   */
  readonly minDeltaMode?: "relative" | "absolute";
  /** Checks after a reduction that are not counted. @default 0 */
  readonly cooldown?: number;
  /** The learning rate never falls below. @default 0 */
  readonly minLearningRate?: number;
  /** A reduction by no more than this is not done; PyTorch only. @default 1e-8 */
  readonly eps?: number;
}

/** Checked options with every default filled in; plain JSON. */
export type ReduceOnPlateauSettings = Required<ReduceOnPlateauOptions>;

const OPTIONS = [
  "dialect",
  "monitor",
  "mode",
  "checkEvery",
  "factor",
  "patience",
  "minDelta",
  "minDeltaMode",
  "cooldown",
  "minLearningRate",
  "eps",
] as const;
/** Keras has no `eps`, and one mode of minDelta. */
const KERAS_OPTIONS = OPTIONS.filter((name) => name !== "eps" && name !== "minDeltaMode");

/** Fills in the defaults after checking every option. */
export function resolveReduceOnPlateau(options: ReduceOnPlateauOptions): ReduceOnPlateauSettings {
  const keras = typeof options === "object" && options !== null && options.dialect === "keras3";
  const known: readonly string[] = keras ? KERAS_OPTIONS : OPTIONS;
  rejectUnknownOptions("reduceOnPlateau", options, known, {
    ...hintsFor(known),
    ...(keras ? { eps: "Keras has none.", minDeltaMode: "Keras's is always absolute." } : {}),
  });
  const { dialect = "pytorch", factor = 0.1, patience = 10, minDelta = 1e-4, cooldown = 0 } = options;
  const { minDeltaMode = keras ? "absolute" : "relative", minLearningRate = 0, eps = keras ? 0 : 1e-8 } = options;
  return {
    dialect: requireOneOf("dialect", dialect, ["pytorch", "keras3"]),
    monitor: requireMonitor(options.monitor),
    mode: requireMode(options.mode),
    checkEvery: requireCheckEvery(options.checkEvery),
    factor: requireNumber("factor", factor, { min: 0, max: 1, exclusive: "max", remedy: "0.1 divides by ten." }),
    patience: requireInteger("patience", patience, { min: 0 }),
    minDelta: requireNumber("minDelta", minDelta, { min: 0 }),
    minDeltaMode: requireOneOf("minDeltaMode", minDeltaMode, ["relative", "absolute"]),
    cooldown: requireInteger("cooldown", cooldown, { min: 0 }),
    minLearningRate: requireNumber("minLearningRate", minLearningRate, { min: 0 }),
    eps: requireNumber("eps", eps, { min: 0 }),
  };
}
