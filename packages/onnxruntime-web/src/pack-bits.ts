import { packKeepBits } from "@lockstep/core/masks";
import type { HostTensor } from "./host-tensor.ts";

/**
 * Bits of one byte each as words, the first in the lowest place.
 *
 * @param first length of the mask's first axis, which stays an axis.
 * @param bitsPerWord how many go into a word; it divides what is behind the first axis.
 */
export function packBits(keep: Uint8Array, first: number, bitsPerWord: number): HostTensor {
  const data = packKeepBits(keep, bitsPerWord);
  return { type: "uint32", data, shape: [first, data.length / first, 1] };
}
