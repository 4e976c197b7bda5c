import { applyDropout, maskOfSite, type NoiseMask } from "@lockstep/core";
import { normalQuantile } from "@lockstep/core/reference";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { ulpDistance } from "../check/ulp-distance.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats, decodeKey, decodeTensor, decodeWords } from "../vectors/decode.ts";
import { everyQuantileCases, noiseMaskCases, quantileCases } from "../vectors/dropout-family-cases.ts";

/** What the specification allows between the quantile and the exact one, in units in the last place. */
const ULPS = 5;

/** The normal quantile against mpmath, and noise against a strict f32 restatement, bit for bit, on JAX's words. */
export function noiseSuite({ describe, it }: TestRunner): void {
  describe("noise", () => {
    for (const { id, clause, input, expect } of quantileCases) {
      const exact = id.startsWith("noise.accuracy");
      it(`${clause} ${id}: ${exact ? `within ${ULPS} ulp of mpmath` : "the bits of strict f32"}`, () => {
        const [actual, expected] = [quantiles(input.words), decodeFloats(expect.values)];
        if (exact) expectWithinUlps(actual, expected);
        else expectSame("quantiles", actual, expected);
      });
    }
    for (const { id, clause, expect } of everyQuantileCases) {
      it(`${clause} ${id}: the bits of strict f32 at every argument below ½`, async () => {
        const values = Float32Array.from({ length: 2 ** 22 }, (_, bits) => normalQuantile((bits + 0.5) * 2 ** -23));
        await expectWords("quantiles", new Uint32Array(values.buffer), expect.values);
      });
    }
    for (const { id, clause, input, expect } of noiseMaskCases) {
      it(`${clause} ${id} (${input.layer.kind})`, () => {
        const { seed, site, step, rows, firstRow, rowShape, layer } = input;
        const randomSite = { ...layer, shape: (count: number) => [count, ...rowShape] };
        const mask = maskOfSite(randomSite, { seed: BigInt(seed), site, step, rows, firstRow }) as NoiseMask;
        expectSame("key", mask.key, decodeKey(expect.key));
        expectSame("start", [mask.start], [expect.start]);
        expectSame("standard deviation", [mask.standardDeviation], decodeFloats(expect.standardDeviation));
        const { shape, data } = decodeTensor(expect.noise);
        expectSame("shape", mask.shape, shape);
        // 1 · n and -0 + n are n, to the bit.
        const neutral = new Float32Array(data.length).fill(layer.kind === "gaussian-dropout" ? 1 : -0);
        expectSame("noise", applyDropout(neutral, mask), data);
      });
    }
  });
}

function quantiles(words: string): Float32Array {
  return Float32Array.from(decodeWords(words), (word) => normalQuantile(((word >>> 9) + 0.5) * 2 ** -23));
}

function expectWithinUlps(actual: Float32Array, expected: Float32Array): void {
  for (const [index, exact] of expected.entries()) {
    const apart = ulpDistance(actual[index]!, exact);
    expectThat(apart <= ULPS, `quantile ${index}: expected ${exact} within ${ULPS} ulp, got ${actual[index]}`);
  }
}
