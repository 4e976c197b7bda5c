import { requireInteger, requireNumber } from "../errors/check-option.ts";
import { requireKey } from "./key.ts";
import { threefry2x32, type Key } from "./threefry.ts";

/**
 * Words `start` to `start + count - 1` of a key's stream. Word *i* is `x0 ^ x1` of Threefry2x32-20(key, (hi i, lo i)),
 * so any word can be had without those before it, and a long draw equals the short draws it is cut into. Bit-equal to
 * `jax.random.bits` under JAX's partitionable Threefry (the default since JAX 0.5).
 *
 * @param count how many words.
 * @param start index of the first. @default 0
 * @throws {InvalidOptionError} if the key is none, or a number is not a non-negative safe integer.
 * @example
 * randomWords(keyFromSeed(42), 3); // Uint32Array [0x7d1c13a2, 0xae0730d9, 0x9dc3f9f9]
 */
export function randomWords(key: Key, count: number, start = 0): Uint32Array {
  requireDraw(key, count, start);
  const words = new Uint32Array(count);
  // Everything in the loop is an int32: an unsigned word above 2^31 would become a boxed double and halve the speed.
  const keyHigh = key[0] | 0;
  const keyLow = key[1] | 0;
  let indexHigh = Math.floor(start / 2 ** 32) | 0;
  let indexLow = start | 0;
  const block = new Int32Array(2);
  for (let position = 0; position < count; position++) {
    threefry2x32(keyHigh, keyLow, indexHigh, indexLow, block);
    words[position] = block[0]! ^ block[1]!;
    indexLow = (indexLow + 1) | 0;
    if (indexLow === 0) indexHigh = (indexHigh + 1) | 0;
  }
  return words;
}

/**
 * Checks which words are to be drawn.
 *
 * @throws {InvalidOptionError} if the key is none, or a number is not a non-negative safe integer.
 */
export function requireDraw(key: Key, count: number, start: number): void {
  requireKey(key);
  requireInteger("count", count, { min: 0 });
  requireInteger("start", start, { min: 0, max: Number.MAX_SAFE_INTEGER - count });
}

/**
 * Uniform f32 numbers in [0, 1): the 23 high bits of each word as a multiple of 2^-23. Bit-equal to
 * `jax.random.uniform`.
 *
 * @throws {InvalidOptionError} if the key is none, or a number is not a non-negative safe integer.
 * @example
 * uniform(keyFromSeed(42), 2);
 */
export function uniform(key: Key, count: number, start = 0): Float32Array {
  const words = randomWords(key, count, start);
  const values = new Float32Array(count);
  // Not Float32Array.from, which takes longer than the draw.
  for (let index = 0; index < count; index++) values[index] = (words[index]! >>> 9) * 2 ** -23;
  return values;
}

/**
 * Draws that are 1 with the given probability: `(word >>> 9) < ceil(f32(probability) · 2^23)`, an integer comparison,
 * so that no backend can round it differently. Bit-equal to `jax.random.bernoulli`.
 *
 * @param probability in [0, 1].
 * @returns one byte a draw: 1 = true.
 * @throws {InvalidOptionError} if the key is none, or `probability` is outside [0, 1] or NaN.
 * @example
 * bernoulli(keyFromSeed(42), 0.7, 15);
 */
export function bernoulli(key: Key, probability: number, count: number, start = 0): Uint8Array {
  requireNumber("probability", probability, { min: 0, max: 1 });
  return drawsBelow(key, bernoulliThreshold(probability), count, start);
}

/** The integer in [0, 2^23] below which a word's 23 high bits count as true. */
export function bernoulliThreshold(probability: number): number {
  return Math.ceil(Math.fround(probability) * 2 ** 23);
}

/** One byte a word: 1 where its 23 high bits are below `threshold`. */
export function drawsBelow(key: Key, threshold: number, count: number, start: number): Uint8Array {
  const words = randomWords(key, count, start);
  const draws = new Uint8Array(count);
  for (let position = 0; position < count; position++) {
    // The sign bit of the difference: no branch to mispredict on random bits.
    draws[position] = ((words[position]! >>> 9) - threshold) >>> 31;
  }
  return draws;
}
