import type { HostTensor } from "./host-tensor.ts";

/**
 * Bits of one byte each as words, the first in the lowest place.
 *
 * @param first length of the mask's first axis, which stays an axis.
 * @param bitsPerWord how many go into a word; it divides what is behind the first axis.
 */
export function packBits(keep: Uint8Array, first: number, bitsPerWord: number): HostTensor {
  const data = new Uint32Array(keep.length / bitsPerWord);
  let element = 0;
  for (let word = 0; word < data.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < bitsPerWord; bit++) bits |= keep[element++]! << bit;
    // What is stored is taken modulo 2^32: the sign that the highest bit gave is gone.
    data[word] = bits;
  }
  return { type: "uint32", data, shape: [first, data.length / first, 1] };
}
