import { cosInDouble, erf, exp, log, powInDouble, sigmoid, tanh } from "@lockstep/core/reference";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { requireRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles, decodeFloats } from "../vectors/decode.ts";
import { numericDoubleCases } from "../vectors/numeric-double-cases.ts";
import { numericCases } from "../vectors/vector-files.ts";

const FUNCTIONS = { exp, log, tanh, sigmoid, erf };

/** Core's own elementary functions on this JavaScript engine against mpmath: all bits. */
export function numericSuite({ describe, it }: TestRunner): void {
  describe("elementary functions", () => {
    for (const { id, clause, input, expect } of numericCases) {
      it(`${clause} ${id}: the f32 nearest to the exact value`, () => {
        const results = Float32Array.from(decodeFloats(input.values), FUNCTIONS[input.function]);
        expectSame(input.function, results, decodeFloats(expect.values));
      });
    }
    for (const { id, clause, input, expect, tolerance = 0 } of numericDoubleCases) {
      it(`${clause} ${id}: the f64 nearest to the exact value`, () => {
        const exponents = input.function === "pow" ? decodeDoubles(input.exponents) : undefined;
        const results = decodeDoubles(input.values).map((x, index) =>
          exponents === undefined ? cosInDouble(x) : powInDouble(x, exponents[index]!),
        );
        // Only where results are multiples of the smallest f64 may they be one off.
        const allowed = { absolute: tolerance * 2 ** -1074, because: "a subnormal is rounded twice" };
        expectClose(input.function, results, decodeDoubles(expect.values), allowed);
      });
    }
    it("NUM-8 numeric.pow.tie: the smallest number and 0, each where the exact value is nearer to it", () => {
      expectSame("pow", [powInDouble(2, -1074.9), powInDouble(2, -1075.1)], [2 ** -1074, 0]);
    });
    it("NUM-9 numeric.cos.refusal: an angle whose multiple of π/2 they do not know", () => {
      requireRefusal("cos of 2^20 + 1", "INVALID_OPTION", () => cosInDouble(2 ** 20 + 1));
    });
  });
}
