import type { MersenneTwister } from "../mersenne-twister.ts";
import { uniformDouble } from "./uniform-draws.ts";

/** ln 2 as a head with 21 trailing zero bits, so that an exponent times the head is exact, and the rest. */
const LN2_HEAD = 0.6931471803691238;
const LN2_REST = 1.9082149292705877e-10;
const SQRT_HALF = 0.7071067811865476;
/** 2 / (2k + 1) for k = 11 down to 1: the series of artanh without its first term. */
const COEFFICIENTS = [2 / 23, 2 / 21, 2 / 19, 2 / 17, 2 / 15, 2 / 13, 2 / 11, 2 / 9, 2 / 7, 2 / 5, 2 / 3] as const;

/**
 * `exponential_(1)` on f64: -log(1 - u), two words a draw. PyTorch asks the C library for log1p, so that its last bit may
 * be another than ours; what is compared with each other comes out in the same order.
 */
export function exponentialDraws(engine: MersenneTwister, count: number): Float64Array {
  const values = new Float64Array(count);
  // 1 - u is exact: both are multiples of 2^-53.
  for (let index = 0; index < count; index++) values[index] = -logarithm(1 - uniformDouble(engine));
  return values;
}

/**
 * The logarithm of a number in (0, 1], to about one unit in the last place of f64: x = 2^e · (1 + f) with 1 + f in
 * [√½, √2], s = f / (2 + f), log(1 + f) = 2s + s·R, R = (2/3)s² + (2/5)s⁴ + ..., where 2s = f - f²/2 + s·f²/2 keeps
 * the rounding of s out of the large term.
 */
function logarithm(x: number): number {
  let exponent = 0;
  let mantissa = x;
  for (; mantissa < SQRT_HALF; mantissa *= 2) exponent -= 1;
  const f = mantissa - 1;
  const s = f / (2 + f);
  const square = s * s;
  let series = 0;
  for (const coefficient of COEFFICIENTS) series = (series + coefficient) * square;
  const halfSquare = 0.5 * f * f;
  return exponent * LN2_HEAD - (halfSquare - (s * (halfSquare + series) + exponent * LN2_REST) - f);
}
