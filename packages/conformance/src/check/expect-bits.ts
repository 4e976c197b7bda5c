import type { ExpectedBits } from "../vectors/vector-files.ts";
import { expectSame } from "./compare-numbers.ts";
import { expectThat } from "./conformance-failure.ts";
import { packBits, sha256 } from "./digest.ts";

/** Checks bits against all expected ones, or against their first, last, count and digest. */
export async function expectBits(bits: Uint8Array, expected: ExpectedBits): Promise<void> {
  if (typeof expected === "string") {
    expectSame("mask", bits, Uint8Array.from(expected, Number));
    return;
  }
  // The ends first: they can be read when a digest only says "different".
  expectSame("first bits", bits.subarray(0, 64), Uint8Array.from(expected.head, Number));
  expectSame("last bits", bits.subarray(-64), Uint8Array.from(expected.tail, Number));
  expectSame("kept", [bits.reduce((sum, bit) => sum + bit, 0)], [expected.popcount]);
  const digest = await sha256(packBits(bits));
  expectThat(digest === expected.sha256, `digest of the bits: expected ${expected.sha256}, got ${digest}`);
}
