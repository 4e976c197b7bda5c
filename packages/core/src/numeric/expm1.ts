import { expInDouble } from "./exp.ts";

/** Below this e^x - 1 would lose more than five bits. */
export const EXPM1_SERIES_LIMIT: number = 2 ** -5;
/** 1/k! for k = 8 down to 1: what is left out is below 2^-58 of the result. */
export const EXPM1_COEFFICIENTS: readonly number[] = [1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1];

/** e^x - 1 in f64, to a few dozen f64 ulp of the result however small x is; the same bits on every machine. */
export function expm1InDouble(x: number): number {
  if (!(Math.abs(x) < EXPM1_SERIES_LIMIT)) return expInDouble(x) - 1;
  let sum = 0;
  for (let k = 0; k < EXPM1_COEFFICIENTS.length; k++) sum = sum * x + EXPM1_COEFFICIENTS[k]!;
  return sum * x;
}
