/** Two lanes with different seeds: 64 bits are enough against mistakes. */
const LANE_SEEDS = [0x9747b28c, 0x1b873593] as const;

/**
 * A digest of an array's bits as 16 hexadecimal digits: two lanes of MurmurHash3's 32-bit body over its 32-bit words. Not
 * a signature: it guards against mistakes, not against malice.
 *
 * @example
 * digestWords(Float32Array.of(1, 2)); // "e2802a321bfe389d"
 */
export function digestWords(array: Float32Array | Int32Array | Uint32Array | Float64Array): string {
  const words = new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
  return LANE_SEEDS.map((seed) => murmur3(words, seed).toString(16).padStart(8, "0")).join("");
}

/** MurmurHash3_x86_32 of whole words. Source: Appleby, SMHasher. */
function murmur3(words: Int32Array, seed: number): number {
  let hash = seed | 0;
  for (let index = 0; index < words.length; index++) {
    const mixed = Math.imul(words[index]!, 0xcc9e2d51);
    hash ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= 4 * words.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
