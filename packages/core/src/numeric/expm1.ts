import { expInDouble } from "./exp.ts";

/** Below this e^x - 1 would lose more than five bits. */
const SERIES_LIMIT = 2 ** -5;
/** 1/k! for k = 8 down to 1: what is left out is below 2^-58 of the result. */
const COEFFICIENTS = [1 / 40320, 1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1] as const;

/** e^x - 1 in f64, to a few dozen f64 ulp of the result however small x is; the same bits on every machine. */
export function expm1InDouble(x: number): number {
  if (!(Math.abs(x) < SERIES_LIMIT)) return expInDouble(x) - 1;
  let sum = 0;
  for (let k = 0; k < COEFFICIENTS.length; k++) sum = sum * x + COEFFICIENTS[k]!;
  return sum * x;
}
