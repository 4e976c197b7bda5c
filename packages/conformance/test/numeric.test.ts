import { exp, log, sigmoid, tanh } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { decodeFloats } from "../src/vectors/decode.ts";
import { numericCases } from "../src/vectors/vector-files.ts";

const FUNCTIONS = { exp, log, tanh, sigmoid };

describe("elementary functions", () => {
  for (const { id, input, expect: expected } of numericCases) {
    it(`${id}: the f32 nearest to the exact value`, () => {
      const values = decodeFloats(input.values);
      const results = Float32Array.from(values, FUNCTIONS[input.function]);
      expect(results).toEqual(decodeFloats(expected.values));
    });
  }
});
