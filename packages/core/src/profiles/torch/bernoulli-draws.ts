import type { MersenneTwister } from "../mersenne-twister.ts";
import { uniformDouble } from "./uniform-draws.ts";

/**
 * `bernoulli_(q)` with one probability for all: two words an element, 1 iff the uniform f64 is below q. As integers: its
 * 53 bits are below ceil(q · 2^53), which is exact.
 */
export function bernoulliDraws(engine: MersenneTwister, probability: number, count: number): Uint8Array {
  const threshold = Math.ceil(probability * 2 ** 53);
  const thresholdHigh = Math.floor(threshold / 2 ** 32);
  const thresholdLow = threshold - thresholdHigh * 2 ** 32;
  const draws = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const high = engine.next() & 0x1fffff;
    const low = engine.next();
    // A difference's sign instead of a branch, which random bits would mispredict; the words are nearly never equal.
    draws[index] = high === thresholdHigh ? +(low >>> 0 < thresholdLow) : (high - thresholdHigh) >>> 31;
  }
  return draws;
}

/** `torch.bernoulli(P)` with a probability for each: one word for an f32 (24 bits), two for an f64 (53 bits). */
export function bernoulliTensorDraws(engine: MersenneTwister, probabilities: Float32Array | Float64Array): Uint8Array {
  const draws = new Uint8Array(probabilities.length);
  const narrow = probabilities instanceof Float32Array;
  for (let index = 0; index < draws.length; index++) {
    const uniform = narrow ? (engine.next() & 0xffffff) * 2 ** -24 : uniformDouble(engine);
    draws[index] = +(uniform < probabilities[index]!);
  }
  return draws;
}
