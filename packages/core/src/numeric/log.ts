import { splitFloat } from "./split-float.ts";

/** ln 2. */
export const LN2 = 0.6931471805599453;
/** Below this log(1 + x) has no use for the exponent of 1 + x: the series converges for it as it does up to √2. */
export const LOG1P_SERIES_LIMIT = 0.375;
/** 1/(2k + 1) for k = 9 down to 0: the series of artanh. */
export const ARTANH_COEFFICIENTS: readonly number[] = [
  1 / 19,
  1 / 17,
  1 / 15,
  1 / 13,
  1 / 11,
  1 / 9,
  1 / 7,
  1 / 5,
  1 / 3,
  1,
];

/**
 * The natural logarithm of x, an f32 or an f64 that is not subnormal, rounded to f32, with the same bits on every machine.
 *
 * x = 2^e · m with m in [√½, √2), s = (m - 1)/(m + 1); log x = e·ln 2 + 2·(s + s³/3 + s⁵/5 + ...) in f64, rounded
 * once. Error: at most 0.5 + 2^-20 ulp.
 *
 * @returns -Infinity at 0, NaN below 0.
 * @example
 * log(2); // 0.6931471824645996
 */
export function log(x: number): number {
  return Math.fround(logInDouble(x));
}

/**
 * The logarithm in f64, to a few f64 ulp, for any f64 x that is not an f64 subnormal: what {@link log} rounds. Near 1 the
 * error is relative to the result, not to x.
 */
export function logInDouble(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const { mantissa, exponent } = splitFloat(x);
  return exponent * LN2 + twiceArtanh((mantissa - 1) / (mantissa + 1));
}

/** log(1 + x) in f64 for x ≥ 0, to a few f64 ulp of the result however small x is. */
export function log1pInDouble(x: number): number {
  return x < LOG1P_SERIES_LIMIT ? twiceArtanh(x / (x + 2)) : logInDouble(1 + x);
}

function twiceArtanh(s: number): number {
  const square = s * s;
  let sum = 0;
  for (let k = 0; k < ARTANH_COEFFICIENTS.length; k++) sum = sum * square + ARTANH_COEFFICIENTS[k]!;
  return 2 * s * sum;
}
