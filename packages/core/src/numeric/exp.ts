import { powerOfTwo } from "./power-of-two.ts";

/** log2(e). */
export const LOG2_E = 1.4426950408889634;
/** ln 2 is a head with 21 trailing zero bits, so that n · head is exact, */
export const LN2_HEAD = 0.6931471803691238;
/** and the rest. */
export const LN2_REST = 1.9082149292705877e-10;

/** 1/k! for k = 11 down to 0: Taylor coefficients, whose quotients are exact to a rounding. */
export const EXP_COEFFICIENTS: readonly number[] = [
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
  1,
  1,
];

/**
 * e^x for an f32 x, rounded to f32. `Math.exp` may differ between JavaScript engines; this uses only operations that
 * IEEE 754 fixes, so that every machine gives the same bits.
 *
 * x = n·ln 2 + r with |r| ≤ ln 2 / 2; a degree-11 polynomial of r in f64, times 2^n, rounded once. Error: at most
 * 0.5 + 2^-20 ulp, since the first term left out is below 2^-47 of the result and f64 rounds at 2^-53.
 *
 * @example
 * exp(1); // 2.7182817459106445, the f32 nearest to e
 */
export function exp(x: number): number {
  return Math.fround(expInDouble(x));
}

/** e^x in f64 to a few f64 ulp, for |x| up to about 708 (0 and infinity beyond): what {@link exp} rounds. */
export function expInDouble(x: number): number {
  if (x > 709) return Infinity;
  if (x < -708) return 0;
  if (Number.isNaN(x)) return NaN;
  const n = Math.round(x * LOG2_E);
  const r = x - n * LN2_HEAD - n * LN2_REST;
  let sum = 0;
  for (let k = 0; k < EXP_COEFFICIENTS.length; k++) sum = sum * r + EXP_COEFFICIENTS[k]!;
  return sum * powerOfTwo(n);
}
