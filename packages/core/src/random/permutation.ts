import { requireInteger } from "../errors/check-option.ts";
import { feistelNetwork, permuted } from "./feistel-network.ts";
import type { Key } from "./threefry.ts";

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
  const network = feistelNetwork(key, requireInteger("size", size, { min: 1 }));
  return (position) => permuted(network, requireInteger("position", position, { min: 0, max: size - 1 }));
}
