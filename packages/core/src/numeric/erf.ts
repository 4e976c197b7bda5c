import { expInDouble } from "./exp.ts";

/** 2/√π. */
export const TWO_OVER_SQRT_PI = 1.1283791670955126;
/** From here on erf is within a quarter of an f32 ulp of 1. */
const SATURATION = 4;
/** And from here on it is the f64 1. */
export const ERF_SATURATION = 6;

/**
 * The error function of an f32 x, rounded to f32, with the same bits on every machine.
 *
 *     erf x = 2/√π · e^(-x²) · Σ_n t_n,  t_0 = x,  t_n = t_(n-1) · 2x²/(2n + 1)
 *
 * in f64, rounded once. All terms have one sign, so nothing cancels; they are summed until they no longer count. Error:
 * at most 0.5 + 2^-20 ulp.
 *
 * @example
 * erf(1); // 0.8427007794380188
 * @see https://dlmf.nist.gov/7.6.E2
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) > SATURATION) return x < 0 ? -1 : 1;
  return Math.fround(erfInDouble(x));
}

/** erf of an f64, to a few f64 ulp: what {@link erf} rounds. */
export function erfInDouble(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) > ERF_SATURATION) return x < 0 ? -1 : 1;
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 2 ** -54; n++) {
    term = (term * 2 * square) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_SQRT_PI * expInDouble(-square) * sum;
}
