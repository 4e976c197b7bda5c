import { keepBits, type DropoutMask } from "../dropout/dropout-mask.ts";
import { requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { requireDraw } from "../random/random-words.ts";
import { shapeSize } from "../tensor/shape.ts";
import { BLOCK, drawParameters, NOWHERE } from "./draw-parameters.ts";
import { CHUNK, maskScratch, WORD_CHUNK, type MaskScratch } from "./mask-scratch.ts";

const WORD = 32;

/**
 * A mask's bits as words, the first element's in the lowest place of the first word: what a GPU is fed instead of a byte
 * for each element. As fast as `drawKeepBits`.
 *
 * @param bitsPerWord elements that go into a word, 1 to 32; those of the whole mask must fill words. @default 32
 * @throws {ShapeMismatchError} if an explicit mask's bits do not fill its shape.
 * @throws {InvalidOptionError} if `bitsPerWord` is no such integer or does not divide the number of elements, a byte of an
 * explicit mask is neither 0 nor 1, or the mask is noise.
 * @example
 * drawPackedBits(dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] }), 4); // Uint32Array [7]
 */
export function drawPackedBits(mask: DropoutMask, bitsPerWord: number = WORD): Uint32Array {
  requireInteger("bitsPerWord", bitsPerWord, { min: 1, max: WORD });
  const size = shapeSize(mask.shape);
  if (size % bitsPerWord !== 0) {
    throw new InvalidOptionError({
      subject: "bitsPerWord",
      rule: `must divide the number of elements, which is ${size}`,
      received: bitsPerWord,
    });
  }
  const scratch = maskScratch();
  if (scratch === undefined) return packWords(keepBits(mask), bitsPerWord);
  let copy: (first: number, count: number) => void;
  if (mask.source === "addressed") {
    requireDraw(mask.key, size, mask.start);
    copy = (first, count) => {
      const places = { keep: scratch.keep, values: NOWHERE, result: NOWHERE };
      scratch.drawMask(...drawParameters(mask, places, first, count), 0, Math.ceil(count / BLOCK));
    };
  } else {
    const keep = keepBits(mask);
    copy = (first, count) => scratch.bytes.set(keep.subarray(first, first + count));
  }
  return packChunks(scratch, size, bitsPerWord, copy);
}

/** @param copy puts bytes from an element on where they are packed. */
function packChunks(
  scratch: MaskScratch,
  size: number,
  bitsPerWord: number,
  copy: (first: number, count: number) => void,
): Uint32Array {
  const words = new Uint32Array(size / bitsPerWord);
  const chunk = Math.min(WORD_CHUNK, Math.floor(CHUNK / bitsPerWord));
  for (let first = 0; first < words.length; first += chunk) {
    const count = Math.min(chunk, words.length - first);
    copy(first * bitsPerWord, count * bitsPerWord);
    scratch.packBits(scratch.keep, 0, bitsPerWord, 0, count);
    words.set(scratch.words.subarray(0, count), first);
  }
  return words;
}

function packWords(keep: Uint8Array, bitsPerWord: number): Uint32Array {
  const words = new Uint32Array(keep.length / bitsPerWord);
  let element = 0;
  for (let word = 0; word < words.length; word++) {
    let bits = 0;
    for (let bit = 0; bit < bitsPerWord; bit++) bits |= keep[element++]! << bit;
    // What is stored is taken modulo 2^32: the sign that the highest bit gave is gone.
    words[word] = bits;
  }
  return words;
}
