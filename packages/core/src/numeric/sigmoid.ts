import { expInDouble } from "./exp.ts";

/**
 * 1 / (1 + e^-x) for an f32 x, computed in f64 and rounded once, with the same bits on every machine. Error: at most
 * 0.5 + 2^-20 ulp.
 *
 * @example
 * sigmoid(0); // 0.5
 */
export function sigmoid(x: number): number {
  return Math.fround(1 / (1 + expInDouble(-x)));
}
