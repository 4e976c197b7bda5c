import { requireInteger } from "../errors/check-option.ts";
import { randomWords } from "./random-words.ts";
import type { Key } from "./threefry.ts";

/** Rounds of the network; eight already pass the statistics, twelve leave room. */
const ROUNDS = 12;
/** Below 8 bits a Feistel network never becomes uniform, whatever its rounds (5 rows: a 4-bit domain fails). */
const SMALLEST_DOMAIN_BITS = 8;

/**
 * A random permutation of 0 .. size - 1 that needs no memory: `permutation(position)` computes the index that stands at
 * one position, for any size up to 2^53.
 *
 * A Feistel network over b = max(8, bits of size - 1) bits, split into a left half of ceil(b/2) and a right half of
 * floor(b/2) bits. In round r = 0 .. 11 the left half (r even) or the right half (r odd) is xored with the low bits of
 * `mix(other half ^ roundKey[r])`, where `roundKey` is the first 12 words of the key and `mix` is MurmurHash3's 32-bit
 * finaliser. Each round can be undone, so the network is a bijection; results at or above `size` are fed in again
 * (cycle walking): fewer than two evaluations on average above 128 rows, 256 / size below.
 *
 * Source: Black and Rogaway, "Ciphers with arbitrary finite domains" (2002), for cycle walking; Mitchell et al.,
 * "Bandwidth-optimal random shuffling for GPUs" (2021), for Feistel networks as shuffles.
 *
 * @throws {InvalidOptionError} if `size` is not an integer in [1, 2^53 - 1], or later if a position is not in
 * [0, size - 1].
 * @example
 * const indexAt = permutation(streamKey(42, "shuffle", 0), 1_000_000_000_000);
 * indexAt(0);
 */
export function permutation(key: Key, size: number): (position: number) => number {
  requireInteger("size", size, { min: 1 });
  const bits = Math.max(SMALLEST_DOMAIN_BITS, bitLength(size - 1));
  const leftMask = 2 ** Math.ceil(bits / 2) - 1;
  const rightSize = 2 ** Math.floor(bits / 2);
  const rightMask = rightSize - 1;
  const roundKeys = randomWords(key, ROUNDS);

  function encrypt(value: number): number {
    let left = Math.floor(value / rightSize);
    let right = value % rightSize;
    for (let round = 0; round < ROUNDS; round += 2) {
      left ^= mix(right ^ roundKeys[round]!) & leftMask;
      right ^= mix(left ^ roundKeys[round + 1]!) & rightMask;
    }
    return left * rightSize + right;
  }

  return (position) => {
    requireInteger("position", position, { min: 0, max: size - 1 });
    let index = encrypt(position);
    while (index >= size) index = encrypt(index);
    return index;
  };
}

/** How many bits it takes to write `value`; 0 takes none. Integer arithmetic, since `Math.log2` may round. */
function bitLength(value: number): number {
  const high = Math.floor(value / 2 ** 32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(value);
}

/** MurmurHash3's finaliser: each input bit changes about half of the output bits. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
