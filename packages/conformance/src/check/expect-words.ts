import type { ExpectedDigest } from "../vectors/vector-files.ts";
import { decodeWords } from "../vectors/decode.ts";
import { expectSame } from "./compare-numbers.ts";
import { expectThat } from "./conformance-failure.ts";
import { littleEndianBytes, sha256 } from "./digest.ts";

/**
 * Checks 32-bit words against all expected ones, or against their first, last and digest; the ends come first, since
 * they can be read when a digest only says "different".
 */
export async function expectWords(
  subject: string,
  words: Uint32Array,
  expected: string | ExpectedDigest,
): Promise<void> {
  if (typeof expected === "string") {
    expectSame(subject, words, decodeWords(expected));
    return;
  }
  const [head, tail] = [decodeWords(expected.head), decodeWords(expected.tail)];
  expectSame(`${subject}: first`, words.subarray(0, head.length), head);
  expectSame(`${subject}: last`, words.subarray(-tail.length), tail);
  const digest = await sha256(littleEndianBytes(words));
  expectThat(digest === expected.sha256, `${subject}: expected digest ${expected.sha256}, got ${digest}`);
}
