import { firstAboveOne } from "../dropout/first-above-one.ts";
import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { CHUNK, maskScratch, WORD_CHUNK } from "./mask-scratch.ts";

const WORD = 32;

/**
 * Bits of one byte each as words, the first in the lowest place of the first word: what a GPU is fed, with an eighth of the
 * bytes or less.
 *
 * @param keep zeros and ones, as `drawKeepBits` gives them.
 * @param bitsPerWord how many go into a word, 1 to 32; all of them must fill words. @default 32
 * @throws {InvalidOptionError} if `bitsPerWord` is no such integer, or does not divide the number of bits, or a
 * byte is neither 0 nor 1.
 * @example
 * packKeepBits(Uint8Array.of(1, 1, 0, 1, 0, 1, 1, 0), 4); // Uint32Array [11, 6]
 */
export function packKeepBits(keep: Uint8Array, bitsPerWord: number = WORD): Uint32Array {
  requireInteger("bitsPerWord", bitsPerWord, { min: 1, max: WORD });
  if (keep.length % bitsPerWord !== 0) {
    throw new InvalidOptionError({
      subject: "bitsPerWord",
      rule: `must divide the number of bits, which is ${keep.length}`,
      received: bitsPerWord,
    });
  }
  const other = firstAboveOne(keep);
  if (other >= 0) {
    throw new InvalidOptionError({ subject: `bit ${other}`, rule: "must be 0 or 1", received: keep[other] });
  }
  const words = new Uint32Array(keep.length / bitsPerWord);
  const scratch = maskScratch();
  if (scratch === undefined) {
    packInto(words, keep, bitsPerWord);
    return words;
  }
  const chunk = Math.min(WORD_CHUNK, Math.floor(CHUNK / bitsPerWord));
  for (let first = 0; first < words.length; first += chunk) {
    const count = Math.min(chunk, words.length - first);
    scratch.bytes.set(keep.subarray(first * bitsPerWord, (first + count) * bitsPerWord));
    scratch.packBits(scratch.keep, 0, bitsPerWord, 0, count);
    words.set(scratch.words.subarray(0, count), first);
  }
  return words;
}

function packInto(words: Uint32Array, keep: Uint8Array, bitsPerWord: number): void {
  let element = 0;
  for (let word = 0; word < words.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < bitsPerWord; bit++) bits |= keep[element++]! << bit;
    // What is stored is taken modulo 2^32: the sign that the highest bit gave is gone.
    words[word] = bits;
  }
}
