import { requireNumber } from "../../errors/check-option.ts";
import { marginOf } from "../margin.ts";
import { shown } from "../tell-apart.ts";
import { gainOf, type CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link divergence}; plain data. */
export interface DivergenceCriterion {
  readonly kind: "divergence";
  readonly value: number;
}

/**
 * Stops once the monitored metric is as bad as `value` or worse: at or above it for `mode: "min"`, at or below it for
 * `"max"`. The option `divergeAt` is the same.
 *
 * @throws {InvalidOptionError} unless the value is finite.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(divergence(10), patience(5)) });
 */
export function divergence(value: number): DivergenceCriterion {
  return { kind: "divergence", value: requireNumber("divergence", value) };
}

export const divergenceReducer: CriterionReducer<DivergenceCriterion, null> = {
  check: ({ value }) => divergence(value),
  start: () => null,
  observe({ value: limit }, _memory, { mode, value }) {
    const gain = value === null ? NaN : gainOf(mode, value, limit);
    const diverged = gain <= 0;
    return {
      memory: null,
      fires: diverged ? "divergence" : null,
      says: `the divergence limit ${shown(limit)} is ${diverged ? "reached" : "not reached"}`,
      margin: marginOf(gain, 1),
    };
  },
};
