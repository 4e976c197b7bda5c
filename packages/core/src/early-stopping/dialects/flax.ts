import { requireOneOf } from "../../errors/check-option.ts";
import { marginOf, roundingOf } from "../margin.ts";
import type { MonitorOptions } from "../monitor.ts";
import { integer, number } from "./dialect-option.ts";
import { count, type CommonSettings, type Dialect } from "./dialect.ts";

/** Options of Flax's `EarlyStopping`, which knows `mode: "min"` only. */
export interface FlaxOptions extends MonitorOptions {
  /** Asks for the rule of Flax. */
  readonly dialect: "flax";
  /** Lower is better: the library knows no other direction. */
  readonly mode: "min";
  /** Stops at the check after this many without improvement. @default 0 */
  readonly patience?: number;
  /** `min_delta`, with its sign. @default 0 */
  readonly minDelta?: number;
}

/** Checked options of this dialect. */
export interface FlaxSettings extends CommonSettings<"flax">, Required<Omit<FlaxOptions, keyof CommonSettings>> {}

/**
 * Flax: stops at the (patience + 1)-th check without improvement. An infinite best, of either sign, counts as none, so
 * that any next value replaces it; a NaN that follows one stays, and nothing beats it.
 *
 * `best - value > minDelta`. Never restores.
 *
 * @see flax 0.12, training/early_stopping.py
 */
export const flax: Dialect<FlaxSettings> = {
  library: "Flax",
  options: {
    mode: (name, mode) => requireOneOf(name, mode, ["min"], "Flax knows no other: monitor the negated metric."),
    patience: integer(0),
    minDelta: number(0),
  },
  start: () => ({ best: Infinity, wait: 0 }),
  observe({ patience, minDelta }, memory, { value }) {
    const best = memory.best!;
    const unset = Math.abs(best) === Infinity;
    const gain = best - value;
    const rounding = minDelta === 0 ? 0 : roundingOf(best, value, minDelta);
    return count(memory, value, {
      improved: unset || gain > minDelta,
      stopsAt: patience + 1,
      margin: unset ? Infinity : marginOf(gain - minDelta, 2, rounding),
    });
  },
};
