import fc from "fast-check";
import { keyFromSeed } from "../../src/random/key.ts";
import { uniform } from "../../src/random/random-words.ts";

const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 2 ** -149, -(2 ** -126), 3.4028234663852886e38, 1, -1, 0.5];

/** An f32: mostly an ordinary one, now and then zero of either sign, NaN, infinite, subnormal or very large. */
export const anyFloat: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.float({ min: -4, max: 4, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(...SPECIAL) },
);

/** So many of them. */
export function floats(length: number): fc.Arbitrary<Float32Array> {
  return fc.array(anyFloat, { minLength: length, maxLength: length }).map((values) => Float32Array.from(values));
}

/** Lengths about the width of a vector and of a block, odd ones too. */
export const smallLength: fc.Arbitrary<number> = fc.integer({ min: 1, max: 21 });

/**
 * Many numbers by a seed, which is quick: ordinary ones, and with every third seed a few of the others, so that not every sum
 * of many ends as NaN.
 */
export function manyFloats(length: number, seed: number): Float32Array {
  const draws = uniform(keyFromSeed(seed), 2 * length);
  const share = seed % 3 === 0 ? 0.01 : 0;
  return Float32Array.from({ length }, (_, index) => {
    const [value, choice] = [draws[2 * index]!, draws[2 * index + 1]!];
    return choice < share ? SPECIAL[Math.floor((choice / share) * SPECIAL.length)]! : 4 * value - 2;
  });
}
