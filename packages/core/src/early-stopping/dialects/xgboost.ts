import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { flag, integer, number } from "./dialect-option.ts";
import { count, turned, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of XGBoost's `EarlyStopping` callback. */
export interface XgboostOptions extends MonitorOptions {
  /** Asks for the rule of XGBoost. */
  readonly dialect: "xgboost";
  /** `rounds`; 0 stops at the first check. */
  readonly patience: number;
  /** `min_delta`; at least 0. @default 0 */
  readonly minDelta?: number;
  /** `save_best`: end with the model of the best iteration. @default false */
  readonly restoreBest?: boolean;
}

/** Checked options of this dialect. */
export interface XgboostSettings
  extends CommonSettings<"xgboost">, Required<Omit<XgboostOptions, keyof CommonSettings>> {}

/**
 * XGBoost: the first score is the best whatever it is, a NaN too, which nothing beats afterwards.
 *
 * `best - minDelta > value` for "min", `value - minDelta > best` for "max".
 *
 * @see dmlc/xgboost 3, python-package/xgboost/callback.py
 */
export const xgboost: Dialect<XgboostSettings> = {
  library: "XGBoost",
  options: { patience: integer(), minDelta: number(0, 0), restoreBest: flag(false) },
  start: () => ({ best: null, wait: 0 }),
  observe({ patience, minDelta, mode }, memory, { value }) {
    const { best } = memory;
    if (best === null) return count(memory, value, { improved: true, stopsAt: patience, margin: Infinity });
    // What minDelta is subtracted from differs with the mode, and so does the rounding.
    const distance = mode === "min" ? best - minDelta - value : turned(mode, value) - minDelta - turned(mode, best);
    return count(memory, value, {
      improved: distance > 0,
      stopsAt: patience,
      margin: marginOf(distance, 2, roundingOf(best, value, minDelta)),
    });
  },
};
