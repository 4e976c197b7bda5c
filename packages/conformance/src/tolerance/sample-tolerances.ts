import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { brief, UNIT_ROUNDOFF } from "../check/tolerance.ts";

/** A mean of samples, summed in f64 and rounded to f32 once, is as far off as a sample, and a rounding (TOL-9). */
export function meanTolerance(sample: Tolerance, expected: ArrayLike<number>): Tolerance {
  const own = 2 * UNIT_ROUNDOFF * largestMagnitude(expected);
  return { absolute: sample.absolute + own, because: `a rounding each way, and a sample's: ${sample.because}` };
}

/**
 * A variance of n samples that are off by δ moves by 2·δ·σ and δ² (TOL-9): its derivative with respect to a sample is twice
 * the distance from the mean by n, whose sum over samples is 2·σ at most; by n / (n - 1) more where it is unbiased.
 */
export function varianceTolerance(sample: Tolerance, expected: ArrayLike<number>, samples: number): Tolerance {
  const variance = largestMagnitude(expected);
  const deviation = Math.sqrt(variance);
  const unbiased = samples > 1 ? samples / (samples - 1) : 1;
  const moved = unbiased * (2 * sample.absolute * deviation + sample.absolute ** 2);
  return {
    absolute: moved + 2 * UNIT_ROUNDOFF * variance,
    because: `2·δ·σ with σ = ${brief(deviation)} and a sample's δ = ${brief(sample.absolute)}: ${sample.because}`,
  };
}
