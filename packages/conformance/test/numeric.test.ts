import { cosInDouble, erf, exp, log, powInDouble, sigmoid, tanh } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { expectClose } from "../src/check/compare-numbers.ts";
import { decodeDoubles, decodeFloats } from "../src/vectors/decode.ts";
import { numericDoubleCases } from "../src/vectors/numeric-double-cases.ts";
import { numericCases } from "../src/vectors/vector-files.ts";

const FUNCTIONS = { exp, log, tanh, sigmoid, erf };

describe("elementary functions", () => {
  for (const { id, clause, input, expect: expected } of numericCases) {
    it(`${clause} ${id}: the f32 nearest to the exact value`, () => {
      const values = decodeFloats(input.values);
      const results = Float32Array.from(values, FUNCTIONS[input.function]);
      expect(results).toEqual(decodeFloats(expected.values));
    });
  }
});

describe("elementary functions of f64 numbers", () => {
  for (const { id, clause, input, expect: expected, tolerance = 0 } of numericDoubleCases) {
    it(`${clause} ${id}: the f64 nearest to the exact value`, () => {
      const exponents = input.function === "pow" ? decodeDoubles(input.exponents) : undefined;
      const results = decodeDoubles(input.values).map((x, index) =>
        exponents === undefined ? cosInDouble(x) : powInDouble(x, exponents[index]!),
      );
      // Only where results are multiples of the smallest f64 may they be one off.
      const allowed = { absolute: tolerance * 2 ** -1074, because: "a subnormal is rounded twice" };
      expectClose(input.function, results, decodeDoubles(expected.values), allowed);
    });
  }
  it("round to the smallest number and to 0 where the exact value is nearer to it", () => {
    expect([powInDouble(2, -1074.9), powInDouble(2, -1075.1)]).toEqual([2 ** -1074, 0]);
  });
  it("refuse an angle whose multiple of π/2 they do not know", () => {
    expect(() => cosInDouble(2 ** 20 + 1)).toThrow(/at most 2\^20 in size, got 1048577\. Take multiples of 2π off/);
  });
});
