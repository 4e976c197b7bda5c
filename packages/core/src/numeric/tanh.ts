import { expInDouble } from "./exp.ts";

/** Below this the series is exact to f64; above it 1 - e^(-2x) still has enough correct bits. */
export const TANH_SERIES_LIMIT: number = 2 ** -6;

/**
 * tanh x for an f32 x, rounded to f32, with the same bits on every machine.
 *
 * (1 - t)/(1 + t) with t = e^(-2|x|) in f64, or x - x³/3 + 2x⁵/15 - 17x⁷/315 for small x; rounded once. Error: at most
 * 0.5 + 2^-20 ulp.
 *
 * @example
 * tanh(1); // 0.7615941762924194
 */
export function tanh(x: number): number {
  return Math.fround(tanhInDouble(x));
}

/** What {@link tanh} rounds. */
export function tanhInDouble(x: number): number {
  const size = Math.abs(x);
  if (size < TANH_SERIES_LIMIT) {
    const square = x * x;
    return x * (1 + square * (-1 / 3 + square * (2 / 15 - (square * 17) / 315)));
  }
  const t = expInDouble(-2 * size);
  const value = (1 - t) / (1 + t);
  return x < 0 ? -value : value;
}
