import type { SgdStep } from "@lockstep/core";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { brief, roundingTolerance } from "../check/tolerance.ts";

/** Roundings of one step's update: decay (2), momentum and dampening (3), Nesterov (2), rate and difference (2). */
const STEP = 9;

/**
 * What reading gradients off steps adds to weights (TOL-7).
 *
 * A gradient that is the difference of two weights, or that targets cause, is known to a rounding of those weights. A step
 * moves weights by learning rate times that, over all later steps times 1 / (1 - momentum).
 *
 * @param base what the law itself allows. @default nothing
 */
export function stepTolerance(
  { learningRate, momentum }: Pick<SgdStep, "learningRate" | "momentum">,
  steps: number,
  expected: ArrayLike<number>,
  gradientError: number,
  base: Tolerance = { absolute: 0, because: "" },
): Tolerance {
  const carried = (learningRate / (1 - Math.min(momentum, 0.99))) * gradientError;
  const own = roundingTolerance({
    of: `${STEP} a step, ${steps} steps`,
    count: STEP * steps,
    scale: largestMagnitude(expected),
    scaleOf: "the largest weight",
    readFrom: 0,
  });
  return {
    absolute: base.absolute + own.absolute + steps * carried,
    because: `${base.because}; ${own.because}; ${steps} times ${brief(carried)} from gradients known to ${brief(gradientError)}`,
  };
}
