import type { SgdStep } from "@lockstep/core";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { brief, spreadOf, UNIT_ROUNDOFF } from "../check/tolerance.ts";

/** Steps whose gradients were read off weights, or caused by targets. */
export interface ProbedSteps {
  readonly step: Pick<SgdStep, "learningRate" | "momentum">;
  readonly steps: number;
  /** The largest magnitude of the gradients. */
  readonly gradient: number;
  /** Magnitude of the numbers whose roundings a gradient carries. */
  readonly gradientFrom: number;
  /** How many squares a norm sums that gradients or weights are scaled by. @default 0: nothing is */
  readonly normTerms?: number;
}

/**
 * What a step may differ by from the law on gradients that are not known exactly (TOL-7).
 *
 * A gradient that is the difference of two weights, or that targets cause, is known to a rounding of those. A step moves
 * the weights by the learning rate times that, and all later steps together by 1 / (1 - momentum) times as much. A norm
 * of n squares is known to half of their sum's roundings, and so is what it scales.
 *
 * @param law what the law itself allows on exact gradients.
 */
export function stepTolerance(
  law: Tolerance,
  { step: { learningRate, momentum }, steps, gradient, gradientFrom, normTerms = 0 }: ProbedSteps,
): Tolerance {
  const rate = learningRate / (1 - Math.min(momentum, 0.99));
  const known = UNIT_ROUNDOFF * (gradientFrom + (spreadOf(normTerms) / 2) * gradient);
  return {
    absolute: law.absolute + spreadOf(steps) * rate * known,
    because:
      `${law.because}; and ${steps} steps of ${brief(rate)}, the learning rate by 1 - momentum, on gradients known to ` +
      `${brief(known)}, the roundings of what they are read from`,
  };
}

/** The roundings of one update of weights on exact gradients: decay 2, momentum and dampening 3, Nesterov 2, rate 1, difference 1. */
export const UPDATE_ROUNDINGS = 9;

/** The largest magnitude of several arrays. */
export function largestOf(arrays: Iterable<ArrayLike<number>>): number {
  let largest = 0;
  for (const array of arrays) largest = Math.max(largest, largestMagnitude(array));
  return largest;
}
