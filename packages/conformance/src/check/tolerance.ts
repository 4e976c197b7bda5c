import { largestMagnitude, type Tolerance } from "./compare-numbers.ts";

/** Unit roundoff u of f32: half the distance from 1 to the next number. */
export const UNIT_ROUNDOFF: number = 2 ** -24;
/**
 * Errors of n independent roundings add up to more than λ·√n·u with probability 2·exp(-λ²/2) at most: 2.5e-14 for λ = 8.
 * Source: Higham and Mary, "A new approach to probabilistic rounding error analysis" (2019), theorem 2.4.
 */
export const CONFIDENCE = 8;
/** The smallest f32: what anything that rounds is known to at best. */
const SMALLEST = 2 ** -149;

/** What a bound is made of. */
export interface RoundingErrors {
  /** What is computed, and how, for the reason: `dense, 12 terms`. */
  readonly of: string;
  /** How many roundings an element has behind it, one after another. */
  readonly count: number;
  /** The magnitude of what is rounded: partial sums, and intermediate results that cancel. */
  readonly scale: number;
  /** What the scale is, for the reason. */
  readonly scaleOf: string;
  /**
   * Magnitude of numbers that are rounded once each when the result is read: those of which it is the difference.
   *
   * @default 0: it is read as it is
   */
  readonly readFrom?: number;
}

/**
 * How far n roundings of relative size u lead, in units of u: min(n, λ·√n), of which the first is certain and the second
 * as good as certain. They meet at n = λ² = 64.
 */
export function spreadOf(count: number): number {
  return Math.min(count, CONFIDENCE * Math.sqrt(count));
}

/**
 * What rounding in f32 may do to a result. Every derived bound of the suites is one of these (TOL-1).
 *
 * Formula: (min(n, λ·√n) · scale + readFrom) · u with u = 2^-24 and λ = 8; 2^-149, the smallest f32, if that is larger and
 * anything is rounded, so that 0 asks for equality and nothing else does: where terms cancel, a zero may have either sign.
 *
 * @example
 * roundingTolerance({ of: "a sum of 9 terms", count: 9, scale: 2, scaleOf: "the sum" }).absolute; // 18 · 2^-24
 */
export function roundingTolerance({ of, count, scale, scaleOf, readFrom = 0 }: RoundingErrors): Tolerance {
  const reading = readFrom === 0 ? "" : `, and 2^-24 of ${brief(readFrom)}, which it is read from`;
  const least = count === 0 && readFrom === 0 ? 0 : SMALLEST;
  return {
    absolute: Math.max(least, (spreadOf(count) * scale + readFrom) * UNIT_ROUNDOFF),
    because: `${count} roundings (${of}): min(n, ${CONFIDENCE}·√n) = ${brief(spreadOf(count))} of 2^-24 of ${brief(scale)}, ${scaleOf}${reading}`,
  };
}

/**
 * What somebody else states: a share of the largest expected magnitude.
 *
 * @param source whose statement that is, and what it rests on.
 */
export function statedTolerance(share: number, expected: ArrayLike<number>, source: string): Tolerance {
  const scale = largestMagnitude(expected);
  return { absolute: share * scale, because: `${share} of the largest magnitude, ${brief(scale)}: ${source}` };
}

/** What an f32 sum of so many terms may be off by, whose partial sums are no larger than `largest`. */
export function sumTolerance(terms: number, largest: number): Tolerance {
  return roundingTolerance({ of: `a sum of ${terms} terms`, count: terms, scale: largest, scaleOf: "the sum" });
}

/** Three digits are enough for a reason. */
export function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}
