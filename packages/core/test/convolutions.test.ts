import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NamedArrays } from "../src/reference/layer-kernel.ts";
import { convolutionCases, gradientsOf, outputOf } from "./convolution-case.ts";
import { definition } from "./convolution-definition.ts";

/** Sums of these are exact in f32. */
const smallInteger = (u: number): number => Math.floor(9 * u) - 4;
const rough = (u: number): number => 2 * u - 1;

describe("convolutions", () => {
  it("have the bits of their definition, forward and backward", () => {
    fc.assert(
      fc.property(convolutionCases(rough), (given) => {
        const expected = definition(given);
        expect(outputOf(given)).toEqual(expected.output);
        const { input, weight, bias } = expected;
        expect(gradientsOf(given)).toEqual({ input, parameters: given.spec.bias ? { weight, bias } : { weight } });
      }),
      { numRuns: 400, seed: 4 },
    );
  });
  it("let an infinite weight meet the padding's zeros", () => {
    fc.assert(
      fc.property(
        convolutionCases((u) => (u < 0.1 ? Infinity : u < 0.5 ? -u : u)),
        (given) => {
          expect(outputOf(given)).toEqual(definition(given).output);
          expect(gradientsOf(given).input).toEqual(definition(given).input);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });
  it("have gradients that are the exact differences of the output, which is linear in each operand", () => {
    fc.assert(
      fc.property(convolutionCases(smallInteger), fc.nat(1_000_000), (given, pick) => {
        const { input: inputGradient, parameters } = gradientsOf(given);
        const operands = { input: given.input, ...given.parameters };
        const gradients: NamedArrays = { input: inputGradient!, ...parameters };
        for (const [name, values] of Object.entries(operands)) {
          const index = pick % values.length;
          const at = (offset: number): number => {
            const moved = values.slice();
            moved[index] = moved[index]! + offset;
            const changed =
              name === "input"
                ? { ...given, input: moved }
                : { ...given, parameters: { ...given.parameters, [name]: moved } };
            return outputOf(changed).reduce((sum, y, output) => sum + y * given.outputGradient[output]!, 0);
          };
          expect(gradients[name]![index]! + 0).toBe((at(1) - at(-1)) / 2 + 0);
        }
      }),
      { numRuns: 400, seed: 6 },
    );
  });
  it("add gradients up over micro-batches to the bits of the whole batch", () => {
    fc.assert(
      fc.property(convolutionCases(rough), (given) => {
        const sums = {};
        for (let row = 0; row < given.rows; row++) {
          Object.assign(sums, gradientsOf(given, { first: row, end: row + 1, sums }).parameters);
        }
        expect(sums).toEqual(gradientsOf(given).parameters);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
