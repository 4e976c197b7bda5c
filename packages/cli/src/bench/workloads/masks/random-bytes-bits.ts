/** The most that `getRandomValues` gives at once. */
const LARGEST_DRAW = 65_536;

/** A byte an element, 1 with probability ½: the lowest bits of random bytes, the quickest that a platform has itself. */
export function randomBytesBits(count: number): Uint8Array {
  const bits = new Uint8Array(count);
  for (let from = 0; from < count; from += LARGEST_DRAW) {
    crypto.getRandomValues(bits.subarray(from, from + LARGEST_DRAW));
  }
  for (let index = 0; index < count; index++) bits[index]! &= 1;
  return bits;
}
