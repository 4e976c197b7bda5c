import { requireInteger } from "../../errors/check-option.ts";
import { observed } from "../observation.ts";
import { counted } from "../tally.ts";
import { criterion, type Criterion } from "./criterion.ts";

/**
 * Stops at the first check after so many optimiser steps: `step >= steps`. Within `allOf` it is a least number of
 * steps.
 *
 * @param steps at least 1.
 * @throws {InvalidOptionError} for a limit out of range; at a check without `step`.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), stepLimit(10_000)) });
 */
export function stepLimit(steps: number): Criterion {
  requireInteger("stepLimit", steps, { min: 1 });
  return criterion({ kind: "step-limit", steps }, null, (_spec, _memory, { observation }) => {
    const step = observed("step", "stepLimit", observation);
    const says = `${step} of ${counted(steps, "step")}`;
    return { memory: null, fires: step >= steps ? "step-limit" : null, says, margin: Infinity };
  });
}
