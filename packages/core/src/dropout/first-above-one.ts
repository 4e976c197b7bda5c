/** How many words one call looks at: a loop that is called seldom stays in the slow code that JavaScript's engines begin with. */
const BLOCK = 256;
/** The bits that no byte of 0 or 1 has, in each of a word's four bytes. */
const OTHER_BITS = 0xfefefefe;

/** Index of the first byte that is neither 0 nor 1, or -1. Four bytes are read at a time as long as they are all right. */
export function firstAboveOne(bytes: Uint8Array): number {
  // Words begin at multiples of four bytes, views of bytes anywhere.
  const head = -bytes.byteOffset & 3;
  if (bytes.length < head) return firstIn(bytes, 0, bytes.length);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >>> 2);
  for (let begin = 0; begin < words.length; begin += BLOCK) {
    const bits = bitsInAny(words, begin, Math.min(begin + BLOCK, words.length));
    if ((bits & OTHER_BITS) !== 0) return firstIn(bytes, 0, bytes.length);
  }
  const inHead = firstIn(bytes, 0, head);
  if (inHead >= 0) return inHead;
  return firstIn(bytes, head + words.length * Int32Array.BYTES_PER_ELEMENT, bytes.length);
}

function bitsInAny(words: Int32Array, begin: number, end: number): number {
  let bits = 0;
  for (let index = begin; index < end; index++) bits |= words[index]!;
  return bits;
}

function firstIn(bytes: Uint8Array, begin: number, end: number): number {
  for (let index = begin; index < end; index++) if (bytes[index]! > 1) return index;
  return -1;
}
