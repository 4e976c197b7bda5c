import { drawInitial, initializerFrom, initialWeights, streamKey, type NamedTensors } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectWords } from "../check/expect-words.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { initializerCases } from "../vectors/initializer-cases.ts";

/** Named laws of initial weights, bit for bit: PyTorch's bounds and deviations on the words of JAX. */
export function initializerSuite({ describe, it }: TestRunner): void {
  describe("initializers", () => {
    for (const { id, clause, input, expect } of initializerCases) {
      it(`${clause} ${id}`, async () => {
        const seed = BigInt(input.seed);
        const expected = "values" in expect ? { values: expect.values } : expect.parameters;
        const drawn: NamedTensors =
          "model" in input
            ? initialWeights(input.model, seed)
            : {
                values: drawInitial(
                  initializerFrom(input.initializer),
                  streamKey(seed, "initialWeights", ...input.address),
                  input.shape,
                ),
              };
        for (const [name, tensor] of Object.entries(expected)) {
          const { shape, data } = drawn[name]!;
          expectSame(`${name}: shape`, shape, tensor.shape);
          await expectWords(name, new Uint32Array(data.buffer), "data" in tensor ? tensor.data : tensor);
        }
      });
    }
  });
}
