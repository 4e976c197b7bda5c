import { requireNumber } from "../../errors/check-option.ts";
import { marginOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { gainOf, type CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link threshold}; plain data. */
export interface ThresholdCriterion {
  readonly kind: "threshold";
  readonly value: number;
}

/**
 * Stops once the monitored metric is as good as `value` or better: at or below it for `mode: "min"`, at or above it for
 * `"max"`. The option `stopAt` is the same.
 *
 * @throws {InvalidOptionError} unless the value is finite.
 * @example
 * earlyStopping({ monitor: "validationAccuracy", mode: "max", criteria: anyOf(threshold(0.99), patience(10)) });
 */
export function threshold(value: number): ThresholdCriterion {
  return { kind: "threshold", value: requireNumber("threshold", value) };
}

export const thresholdReducer: CriterionReducer<ThresholdCriterion, null> = {
  check: ({ value }) => threshold(value),
  start: () => null,
  observe({ value: wanted }, _memory, { mode, value }) {
    const gain = value === null ? NaN : gainOf(mode, value, wanted);
    const reached = gain >= 0;
    return {
      memory: null,
      fires: reached ? "threshold" : null,
      says: `the threshold ${shown(wanted)} is ${reached ? "reached" : "not reached yet"}`,
      margin: marginOf(gain, 1),
    };
  },
};
