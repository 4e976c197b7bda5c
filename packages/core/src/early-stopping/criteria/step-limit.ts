import { requireInteger } from "../../errors/check-option.ts";
import { observed } from "../observation.ts";
import type { CriterionReducer } from "./criterion-reducer.ts";

/** A criterion made by {@link stepLimit}; plain data. */
export interface StepLimitCriterion {
  readonly kind: "step-limit";
  readonly steps: number;
}

/**
 * Stops at the first check after so many optimiser steps: `step >= steps`. Within `allOf` it is a least number of steps.
 *
 * @param steps at least 1.
 * @throws {InvalidOptionError} for a limit out of range; at a check without `step`.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), stepLimit(10_000)) });
 */
export function stepLimit(steps: number): StepLimitCriterion {
  return { kind: "step-limit", steps: requireInteger("stepLimit", steps, { min: 1 }) };
}

export const stepLimitReducer: CriterionReducer<StepLimitCriterion, null> = {
  check: ({ steps }) => stepLimit(steps),
  start: () => null,
  observe({ steps }, _memory, { observation }) {
    const step = observed("step", "stepLimit", observation);
    return {
      memory: null,
      fires: step >= steps ? "step-limit" : null,
      says: `${step} of ${steps} steps`,
      margin: Infinity,
    };
  },
};
