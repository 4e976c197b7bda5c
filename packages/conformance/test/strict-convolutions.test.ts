import { meanSquaredError, sequential } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { describe, it } from "vitest";
import { expectSame } from "../src/check/compare-numbers.ts";
import { convolutionCases } from "../src/vectors/convolution-cases.ts";
import { decodeFloats, decodeTensor } from "../src/vectors/decode.ts";

describe("the reference engine's convolutions are strict f32", () => {
  for (const { id, clause, input, expect } of convolutionCases) {
    it(`${clause} ${id}: output, bit for bit`, async () => {
      const inputs = decodeTensor(input.inputs);
      const weights = Object.fromEntries(
        Object.entries(input.parameters).map(([role, encoded]) => [`0.${role}`, decodeTensor(encoded)]),
      );
      const model = sequential({ inputShape: inputs.shape.slice(1), layers: [input.layer] });
      using engine = createReferenceEngine(model, { loss: meanSquaredError(), weights });
      expectSame("output", (await engine.predict(inputs)).data, decodeFloats(expect.strictOutput));
    });
  }
});
