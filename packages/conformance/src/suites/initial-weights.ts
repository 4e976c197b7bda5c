import { initialWeights } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectWords } from "../check/expect-words.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { initialWeightCases } from "../vectors/vector-files.ts";

/** Initial weights against JAX's draws and NumPy's f32 arithmetic; and that an engine starts from them. */
export function initialWeightSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("initial weights", () => {
    for (const { id, clause, input, expect } of initialWeightCases) {
      it(`${clause} ${id} (seed ${input.seed})`, async () => {
        const weights = initialWeights(input.model, BigInt(input.seed));
        expectThat(
          Object.keys(weights).join() === Object.keys(expect.parameters).join(),
          `parameters: expected ${Object.keys(expect.parameters).join()}, got ${Object.keys(weights).join()}`,
        );
        for (const [name, expected] of Object.entries(expect.parameters)) {
          const { shape, data } = weights[name]!;
          expectSame(`${name}: shape`, shape, expected.shape);
          await expectWords(name, new Uint32Array(data.buffer), "data" in expected ? expected.data : expected);
        }
      });
    }
    // Every model, for a law of its own is easily given to one kind of layer alone.
    for (const { id, clause, input } of initialWeightCases) {
      it(`${clause} PRT-2 ${id}: a seeded engine holds them, bit for bit`, async () => {
        const seed = BigInt(input.seed);
        using engine = await subject.createEngine(input.model, { loss: { kind: "mean-squared-error" }, seed });
        const { parameters } = await engine.readState();
        for (const [name, { data }] of Object.entries(initialWeights(input.model, seed))) {
          expectSame(name, parameters[name]!.data, data);
        }
      });
    }
  });
}
