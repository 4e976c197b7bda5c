import { normalQuantile } from "../numeric/normal-quantile.ts";
import { randomWords } from "./random-words.ts";
import type { Key } from "./threefry.ts";

/**
 * Standard normal f32 numbers: the quantile of the middle of each word's interval, `normalQuantile(((word >>> 9) + ½) ·
 * 2^-23)`. One word a number, so that any of them can be had without those before it; the same bits on every machine;
 * within ±5.2948. The law of `jax.random.normal`, not its bits, which its authors do not promise either.
 *
 * @param count how many.
 * @param start index of the first word. @default 0
 * @throws {InvalidOptionError} if a number is not a non-negative safe integer.
 * @example
 * normal(keyFromSeed(42), 3);
 */
export function normal(key: Key, count: number, start = 0): Float32Array {
  const words = randomWords(key, count, start);
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) values[index] = normalQuantile(((words[index]! >>> 9) + 0.5) * 2 ** -23);
  return values;
}
