import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { flag, integer, limit, number } from "./dialect-option.ts";
import { count, turned, type CommonSettings, type Dialect, type DialectVerdict } from "./dialect.ts";

/** Options of Lightning's `EarlyStopping`. */
export interface LightningOptions extends MonitorOptions {
  /** Asks for the rule of Lightning. */
  readonly dialect: "lightning";
  /** 0 is as 1. @default 3 */
  readonly patience?: number;
  /** `min_delta`, with its sign: a negative one tolerates worse values. @default 0 */
  readonly minDelta?: number;
  /** `check_finite`: stop at once at a NaN or an infinity. @default true */
  readonly checkFinite?: boolean;
  /** `stopping_threshold`: stop once the value is strictly better. @default none */
  readonly stopAt?: number | null;
  /** `divergence_threshold`: stop once the value is strictly worse. @default none */
  readonly divergeAt?: number | null;
}

/** Checked options of this dialect. */
export interface LightningSettings
  extends CommonSettings<"lightning">, Required<Omit<LightningOptions, keyof CommonSettings>> {}

/**
 * Lightning: not finite → stopping threshold → divergence threshold → patience, and a check that ends at one of the
 * first three neither counts nor becomes the best.
 *
 * `value + minDelta < best`, turned so that lower is better; in the precision of the logged tensor, here f64. Never
 * restores: that is `ModelCheckpoint`'s.
 *
 * @see lightning 2.6, pytorch/callbacks/early_stopping.py
 */
export const lightning: Dialect<LightningSettings> = {
  library: "Lightning",
  options: {
    patience: integer(3),
    minDelta: number(0),
    checkFinite: flag(true),
    stopAt: limit,
    divergeAt: limit,
  },
  start: () => ({ best: Infinity, wait: 0 }),
  observe({ patience, minDelta, checkFinite, stopAt, divergeAt, mode }, memory, { value }) {
    const stop = (fires: DialectVerdict["fires"], predicate: string): DialectVerdict => ({
      memory,
      fires,
      improved: false,
      isBest: false,
      says: { predicate },
      margin,
    });
    const better = stopAt === null ? NaN : turned(mode, stopAt) - value;
    const worse = divergeAt === null ? NaN : value - turned(mode, divergeAt);
    const best = memory.best!;
    const distance = best - (value + minDelta);
    const margin = Math.min(
      marginOf(better, 1),
      marginOf(worse, 1),
      marginOf(distance, 2, roundingOf(value, minDelta, best)),
    );
    if (checkFinite && !Number.isFinite(value)) return stop("non-finite", " is not finite");
    if (better > 0) return stop("threshold", ` is better than ${stopAt}`);
    if (worse > 0) return stop("divergence", ` is worse than ${divergeAt}`);
    return count(memory, value, { improved: distance > 0, stopsAt: Math.max(1, patience), margin });
  },
};
