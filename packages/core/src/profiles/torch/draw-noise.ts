import type { MersenneTwister } from "../mersenne-twister.ts";
import { bernoulliDraws } from "./bernoulli-draws.ts";
import type { NoiseLaw } from "./noise-law.ts";

/** One bit a unit, drawn as PyTorch's dropouts draw it: `bernoulli_(1 - p)`, and nothing at p = 0 and p = 1. */
export function drawKeep(engine: MersenneTwister, rate: number, units: number): Uint8Array {
  if (rate === 0 || rate === 1) return new Uint8Array(units).fill(1 - rate);
  return bernoulliDraws(engine, 1 - rate, units);
}

/**
 * x · noise + b as PyTorch computes it: a dropped element is *multiplied* by 0, so that a negative one becomes -0 and an
 * infinity NaN. (Masks of a training run select instead, as all masks of Lockstep do.)
 *
 * @param keep one bit for as many elements as it is shorter: an element, or a whole channel.
 */
export function applyNoise(values: Float32Array, keep: Uint8Array, law: NoiseLaw): Float32Array {
  const { scale, offset, fill = 0 } = law;
  const run = values.length / keep.length;
  const result = new Float32Array(values.length);
  for (let unit = 0, index = 0; unit < keep.length; unit++) {
    const kept = keep[unit] === 1;
    const factor = kept ? scale : 0;
    const term = kept ? offset : fill;
    for (const end = index + run; index < end; index++) {
      const product = Math.fround(values[index]! * factor);
      result[index] = offset === undefined ? product : product + term!;
    }
  }
  return result;
}
