import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireInteger } from "../errors/check-option.ts";
import { threefry2x32, type Key } from "./threefry.ts";

/**
 * The key of a seed: its 64 bits as two words, high first. Equal to `jax.random.key(seed)` below 2^32.
 *
 * @param seed an integer in [0, 2^53 - 1], or a bigint in [0, 2^64 - 1].
 * @throws {InvalidOptionError} for anything else.
 * @example
 * keyFromSeed(42); // [0, 42]
 */
export function keyFromSeed(seed: number | bigint): Key {
  if (typeof seed === "bigint") {
    if (seed < 0n || seed >= 2n ** 64n) {
      throw new InvalidOptionError({ subject: "seed", rule: "as a bigint must be in [0, 2^64 - 1]", received: seed });
    }
    return [Number(seed >> 32n), Number(seed & 0xffffffffn)];
  }
  requireInteger("seed", seed, { min: 0, remedy: "Use a non-negative integer, or a bigint for all 64 bits." });
  return [Math.floor(seed / 2 ** 32), seed >>> 0];
}

/**
 * The key of a sub-stream: Threefry2x32-20 of the counter (0, data). Bit-equal to `jax.random.fold_in`.
 *
 * @param data an integer in [0, 2^32 - 1].
 * @throws {InvalidOptionError} if `key` is none, or `data` is not an unsigned 32-bit integer.
 * @example
 * foldIn(keyFromSeed(1234), 7);
 */
export function foldIn(key: Key, data: number): Key {
  requireKey(key);
  requireInteger("foldIn data", data, { min: 0, max: 2 ** 32 - 1 });
  const block = new Int32Array(2);
  threefry2x32(key[0] | 0, key[1] | 0, 0, data | 0, block);
  return [block[0]! >>> 0, block[1]! >>> 0];
}

/**
 * Checks a key. A seed in its place would have no words, and every seed the same stream.
 *
 * @throws {InvalidOptionError} unless it is two unsigned 32-bit integers.
 */
export function requireKey(key: unknown): void {
  const isWord = (word: unknown): boolean => typeof word === "number" && word >>> 0 === word;
  if (Array.isArray(key) && key.length === 2 && key.every(isWord)) return;
  throw new InvalidOptionError({
    subject: "key",
    rule: "must be two words of 32 bits",
    received: key,
    remedy: "Make one of a seed: keyFromSeed(42).",
  });
}
