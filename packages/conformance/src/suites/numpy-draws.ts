import { NumpyGenerator, onnxDropout } from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectBits } from "../check/expect-bits.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeFloats } from "../vectors/decode.ts";
import {
  numpyDropoutKeepCases,
  numpyPermutationCases,
  numpyRandomSampleCases,
  onnxDropoutCases,
} from "../vectors/numpy-cases.ts";

/** NumPy's legacy generator, bit for bit, and the node tests of ONNX's Dropout that rest on it. */
export function numpyDrawSuite({ describe, it }: TestRunner): void {
  describe("draws of numpy-legacy", () => {
    for (const { id, clause, input, expect } of numpyRandomSampleCases) {
      it(`${clause} ${id} (seed ${input.seed})`, () => {
        expectSame("values", new NumpyGenerator(input.seed).randomSample(input.count), decodeDoubles(expect.values));
      });
    }
    for (const { id, clause, input, expect } of numpyDropoutKeepCases) {
      it(`${clause} ${id} (ratio ${input.ratio})`, async () => {
        await expectBits(new NumpyGenerator(input.seed).dropoutKeep(input.ratio, input.count), expect.keep);
      });
    }
    for (const { id, clause, input, expect } of numpyPermutationCases) {
      it(`${clause} ${id} (${input.count} rows)`, async () => {
        const generator = new NumpyGenerator(input.seed);
        for (const order of expect.orders) await expectWords("order", generator.permutation(input.count), order);
      });
    }
  });
  describe("ONNX's Dropout", () => {
    for (const { id, clause, input, expect, tolerance } of onnxDropoutCases) {
      it(`${clause} ${id} (${input.test})`, async () => {
        const { test: _test, data, ...options } = input;
        const { output, mask } = onnxDropout({ data: decodeFloats(data), ...options });
        const expected = decodeFloats(expect.output);
        expectSame("elements", [output.length], [expected.length]);
        for (const [index, value] of output.entries()) {
          const absolute = 1e-7 + tolerance * Math.abs(expected[index]!);
          const because = `ONNX's backend tests: rtol ${tolerance}, atol 1e-7`;
          expectClose(`output ${index}`, [value], [expected[index]!], { absolute, because });
        }
        if (expect.mask !== undefined) await expectBits(mask, expect.mask);
      });
    }
  });
}
