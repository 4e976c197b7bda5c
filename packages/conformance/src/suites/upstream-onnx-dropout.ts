import { dropout, meanSquaredError, NumpyGenerator, sequential, type ExplicitMask } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeFloats } from "../vectors/decode.ts";
import { onnxDropoutCases } from "../vectors/numpy-cases.ts";

/** The operator's ratio where its node gives none. */
const DEFAULT_RATIO = 0.5;

/**
 * ONNX's node tests of Dropout on the engine, their elements as one row: in training mode the mask is drawn from NumPy's
 * generator and handed over as bits, else the engine predicts without one.
 */
export function upstreamOnnxDropoutSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("upstream tests of ONNX's Dropout", () => {
    for (const { id, clause, input, expect } of onnxDropoutCases) {
      it(`${clause} ${id} (onnx/onnx: ${input.test}) by the engine`, async () => {
        const data = decodeFloats(input.data);
        const { ratio = DEFAULT_RATIO, trainingMode = false, seed = 0 } = input;
        const model = sequential({ inputShape: [data.length], layers: [dropout(ratio)] });
        using engine = await subject.createEngine(model, { loss: meanSquaredError(), seed: 1 });
        const shape = [1, data.length];
        const mask: ExplicitMask = {
          source: "explicit",
          keep: new NumpyGenerator(seed).dropoutKeep(ratio, data.length),
          scale: Math.fround(1 / (1 - ratio)),
          shape,
        };
        const output = await engine.predict({ shape, data }, trainingMode ? [mask] : undefined);
        expectSame("shape of the output", output.shape, shape);
        const expected = decodeFloats(expect.output);
        for (const [index, value] of output.data.entries()) {
          // NumPy's assert_allclose, with ONNX's tolerances.
          const allowed = 1e-7 + 1e-3 * Math.abs(expected[index]!);
          const apart = Math.abs(value - expected[index]!);
          expectThat(apart <= allowed, `output[${index}]: expected ${expected[index]} within ${allowed}, got ${value}`);
        }
      });
    }
  });
}
