import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { integer, number } from "./dialect-option.ts";
import { count, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of LightGBM's `early_stopping` callback for one metric of one data set. */
export interface LightgbmOptions extends MonitorOptions {
  /** Asks for the rule of LightGBM. */
  readonly dialect: "lightgbm";
  /** `stopping_rounds`; 0 or less switches the rule off. */
  readonly patience: number;
  /** `min_delta`; at least 0. @default 0 */
  readonly minDelta?: number;
}

/** Checked options of this dialect. */
export interface LightgbmSettings
  extends CommonSettings<"lightgbm">, Required<Omit<LightgbmOptions, keyof CommonSettings>> {}

/**
 * LightGBM: the first score is the best whatever it is, a NaN too. It records the best iteration however training ends,
 * and predicts with it. Switched off it records none.
 *
 * `value < best - minDelta`, turned so that lower is better.
 *
 * @see lightgbm 4.7, callback.py
 */
export const lightgbm: Dialect<LightgbmSettings> = {
  library: "LightGBM",
  options: { patience: integer(undefined, Number.MIN_SAFE_INTEGER), minDelta: number(0, 0) },
  restores: ({ patience }) => patience > 0,
  start: () => ({ best: null, wait: 0 }),
  observe({ patience, minDelta }, memory, { value }) {
    if (patience <= 0) {
      const says = { predicate: ` is not looked at, since a patience of ${patience} switches the rule off,` };
      return { memory, fires: null, improved: false, isBest: false, says, margin: Infinity };
    }
    const { best } = memory;
    if (best === null) return count(memory, value, { improved: true, stopsAt: patience, margin: Infinity });
    const distance = best - minDelta - value;
    const rounding = minDelta === 0 ? 0 : roundingOf(best, value, minDelta);
    return count(memory, value, {
      improved: distance > 0,
      stopsAt: patience,
      margin: marginOf(distance, 2, rounding),
    });
  },
};
