import { randomWords } from "./random-words.ts";
import type { Key } from "./threefry.ts";

/** Rounds of the network; eight already pass the statistics, twelve leave room. */
const ROUNDS = 12;
/** Below 8 bits a Feistel network never becomes uniform, whatever its rounds (5 rows: a 4-bit domain fails). */
const SMALLEST_DOMAIN_BITS = 8;

/** A permutation of 0 .. size - 1 as the numbers it is computed from. */
export interface FeistelNetwork {
  readonly size: number;
  readonly leftMask: number;
  readonly rightMask: number;
  /** What the left half counts: 2^(bits of the right half). */
  readonly rightSize: number;
  /** The bits of unsigned words, kept as int32 so that the rounds stay in 32-bit registers. */
  readonly roundKeys: Int32Array;
}

/** The network that `permutation` describes. `size` has been checked: an integer in [1, 2^53 - 1]. */
export function feistelNetwork(key: Key, size: number): FeistelNetwork {
  const bits = Math.max(SMALLEST_DOMAIN_BITS, bitLength(size - 1));
  const rightSize = 2 ** Math.floor(bits / 2);
  return {
    size,
    leftMask: 2 ** Math.ceil(bits / 2) - 1,
    rightMask: rightSize - 1,
    rightSize,
    roundKeys: new Int32Array(randomWords(key, ROUNDS).buffer),
  };
}

/**
 * Writes the indices that stand at positions `first`, `first + 1`, ... into all of `out`. Positions have been checked:
 * this is the loop of every shuffled batch, tens of nanoseconds an index.
 */
export function fillPermuted(network: FeistelNetwork, first: number, out: Float64Array): void {
  for (let offset = 0; offset < out.length; offset++) out[offset] = permuted(network, first + offset);
}

/** The index at one position, which has been checked. */
export function permuted(network: FeistelNetwork, position: number): number {
  const { size, leftMask, rightMask, rightSize, roundKeys } = network;
  let index = position;
  do {
    // Halves have at most 27 bits, so that everything between the two conversions is an int32.
    let left = Math.floor(index / rightSize) | 0;
    let right = (index - left * rightSize) | 0;
    for (let round = 0; round < ROUNDS; round += 2) {
      left ^= mix(right ^ roundKeys[round]!) & leftMask;
      right ^= mix(left ^ roundKeys[round + 1]!) & rightMask;
    }
    index = left * rightSize + right;
  } while (index >= size);
  return index;
}

/** How many bits it takes to write `value`; 0 takes none. Integer arithmetic, since `Math.log2` may round. */
export function bitLength(value: number): number {
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
