import { bitLength } from "./feistel-network.ts";
import { foldIn } from "./key.ts";
import { threefry2x32, type Key } from "./threefry.ts";

/**
 * Writes addressed draws with replacement into all of `out`: whole numbers in [0, size - 1], each exactly equally
 * likely. Draw *p* takes the b = bits of (size - 1) high bits of the 64-bit word `x0 · 2^32 + x1` of
 * Threefry2x32-20(fold_in(key, attempt), (hi p, lo p)), for attempt 0, 1, 2, ... until the number is below `size`: fewer
 * than two attempts on average, and no draw depends on another. `size` and `first` have been checked.
 *
 * The 64-bit word is `jax.random.bits(key, shape, "uint64")` at index p.
 */
export function fillBelow(key: Key, size: number, first: number, out: Float64Array): void {
  const bits = bitLength(size - 1);
  const attempts: Key[] = [foldIn(key, 0)];
  const block = new Int32Array(2);
  for (let offset = 0; offset < out.length; offset++) {
    const position = first + offset;
    let value = size;
    for (let attempt = 0; value >= size; attempt++) {
      const [keyHigh, keyLow] = (attempts[attempt] ??= foldIn(key, attempt));
      threefry2x32(keyHigh | 0, keyLow | 0, Math.floor(position / 2 ** 32) | 0, position | 0, block);
      value = highBits(block, bits);
    }
    out[offset] = value;
  }
}

/**
 * Writes addressed uniform numbers into all of `out`, as whole numbers of 2^-53: number *p* is the 53 high bits of the
 * 64-bit word at counter p of the key itself.
 */
export function fillUniform53(key: Key, first: number, out: Float64Array): void {
  const block = new Int32Array(2);
  for (let offset = 0; offset < out.length; offset++) {
    const position = first + offset;
    threefry2x32(key[0] | 0, key[1] | 0, Math.floor(position / 2 ** 32) | 0, position | 0, block);
    out[offset] = highBits(block, 53);
  }
}

/** The `bits` (0 to 53) high bits of a block as a 64-bit number, first word high. */
function highBits(block: Int32Array, bits: number): number {
  if (bits === 0) return 0;
  if (bits <= 32) return block[0]! >>> (32 - bits);
  return (block[0]! >>> 0) * 2 ** (bits - 32) + (block[1]! >>> (64 - bits));
}
