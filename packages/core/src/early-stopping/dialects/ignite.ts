import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { flag, integer, number, oneOf } from "./dialect-option.ts";
import { waited, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of PyTorch-Ignite's `EarlyStopping`, whose mode is "max" unless told otherwise. */
export interface IgniteOptions extends MonitorOptions {
  /** Asks for the rule of Ignite. */
  readonly dialect: "ignite";
  /** At least 1. */
  readonly patience: number;
  /** `threshold`, formerly `min_delta`; at least 0. @default 0 */
  readonly minDelta?: number;
  /** `threshold_mode`: `abs` or `rel`. @default "absolute" */
  readonly minDeltaMode?: "absolute" | "relative";
  /** Whether gains add up until one is larger than `minDelta`; else the best moves on any gain. @default false */
  readonly cumulative?: boolean;
}

/** Checked options of this dialect. */
export interface IgniteSettings extends CommonSettings<"ignite">, Required<Omit<IgniteOptions, keyof CommonSettings>> {}

/**
 * Ignite: by default the best moves on any strict gain, so that slow progress below the threshold runs patience out. A
 * check is bad if `value >= best - minDelta` (relative: `best · (1 - minDelta)` for "min", `best · (1 + minDelta)` for
 * "max"); whatever is not bad is an improvement, and so is a NaN. Never restores: that is `Checkpoint`'s.
 *
 * @see pytorch/ignite 0.6, ignite/handlers/early_stopping.py
 */
export const ignite: Dialect<IgniteSettings> = {
  library: "Ignite",
  options: {
    patience: integer(undefined, 1),
    minDelta: number(0, 0),
    minDeltaMode: oneOf("absolute", "relative"),
    cumulative: flag(false),
  },
  start: () => ({ best: null, wait: 0 }),
  observe({ patience, minDelta, minDeltaMode, cumulative, mode }, { best, wait }, { value }) {
    if (best === null) {
      const first = { memory: { best: value, wait }, fires: null, improved: true, isBest: true } as const;
      return { ...first, says: waited(wait, patience), margin: Infinity };
    }
    const relative = minDeltaMode === "relative";
    const wanted = relative ? best * (1 + (mode === "min" ? -minDelta : minDelta)) : best - minDelta;
    const bad = value >= wanted;
    const gains = value < best;
    const isBest = !bad || (!cumulative && gains);
    const now = bad ? wait + 1 : 0;
    const rounding = minDelta === 0 ? 0 : roundingOf(value, best, wanted, minDelta);
    return {
      memory: { best: isBest ? value : best, wait: now },
      fires: bad && now >= patience ? "patience" : null,
      improved: !bad,
      isBest,
      says: waited(now, patience),
      margin: Math.min(
        marginOf(value - wanted, relative ? 2 + minDelta : 2, rounding),
        bad && !cumulative ? marginOf(value - best, 2) : Infinity,
      ),
    };
  },
};
