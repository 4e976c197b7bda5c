import { meanSquaredError, sequential } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import type { TestRunner } from "../case/test-runner.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { convolutionCases } from "../vectors/convolution-cases.ts";
import { decodeFloats, decodeTensor } from "../vectors/decode.ts";

/** Convolutions against strict f32 in NumPy, bit for bit: for engines that promise it. */
export function strictConvolutionSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("strict convolutions", () => {
    for (const { id, clause, input, expect } of convolutionCases) {
      it(`${clause} ${id} (${input.layer.kind}): output, bit for bit`, async () => {
        const inputs = decodeTensor(input.inputs);
        const weights = Object.fromEntries(
          Object.entries(input.parameters).map(([role, encoded]) => [`0.${role}`, decodeTensor(encoded)]),
        );
        const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
        using engine = await subject.createEngine(model, { loss: meanSquaredError(), weights });
        expectSame("output", (await engine.predict(inputs)).data, decodeFloats(expect.strictOutput));
      });
    }
  });
}
