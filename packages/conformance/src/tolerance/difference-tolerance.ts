import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { brief } from "../check/tolerance.ts";

/** Slopes by central differences with two steps, and what they are known to. */
export interface MeasuredSlopes {
  /** Half the distance between the two points of a difference. */
  readonly step: number;
  /** (f(x + h) - f(x - h)) / 2h. */
  readonly slopes: ArrayLike<number>;
  /** The same with h / 2. @default none: the function is linear within a step */
  readonly halfStepSlopes?: ArrayLike<number>;
  /** What one value of the function may be off by. */
  readonly valueError: number;
}

/**
 * How far a true derivative may be from a central difference (TOL-8): a truncation of h²/6·f''' and two values' errors,
 * which may point in opposite directions, over 2h.
 *
 * The truncation is measured: to leading order halving the step takes three quarters of it away, so that 4/3 of what
 * changes is all of it. What the next order, h⁴/120·f⁽⁵⁾, adds is not in the bound.
 */
export function differenceTolerance({ step, slopes, halfStepSlopes, valueError }: MeasuredSlopes): Tolerance {
  const changes =
    halfStepSlopes === undefined ? [] : Array.from(halfStepSlopes, (slope, index) => slope - slopes[index]!);
  const truncation = (4 / 3) * largestMagnitude(changes);
  const rounding = (2 * valueError) / (2 * step);
  return {
    absolute: truncation + rounding,
    because:
      `a truncation of ${brief(truncation)}, 4/3 of what a difference with half the step changes, and ${brief(rounding)} ` +
      `from errors of ${brief(valueError)} in each of two values, twice that over 2h with h = ${step}`,
  };
}

/** What two bounds that come on top of each other allow. */
export function sumOfTolerances(first: Tolerance, second: Tolerance): Tolerance {
  return { absolute: first.absolute + second.absolute, because: `${first.because}; and ${second.because}` };
}
