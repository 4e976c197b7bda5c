import { noisyLabels, splitRows } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { labelNoiseCases, splitCases } from "../vectors/vector-files.ts";

/** Random splits and noisy labels against their laws in Python, on JAX's words. */
export function dataDrawSuite({ describe, it }: TestRunner): void {
  describe("data draws", () => {
    for (const { id, clause, input, expect } of splitCases) {
      it(`${clause} ${id} (${input.rows} rows, seed ${input.seed})`, () => {
        const parts = splitRows({ rowCount: input.rows, sizes: input.sizes, seed: BigInt(input.seed) });
        const names = Object.keys(expect.parts).join();
        expectThat(Object.keys(parts).join() === names, `parts: expected ${names}, got ${Object.keys(parts).join()}`);
        for (const [name, rows] of Object.entries(expect.parts)) expectSame(name, parts[name]!, rows);
      });
    }
    for (const { id, clause, input, expect } of labelNoiseCases) {
      it(`${clause} ${id} (rate ${input.rate}, ${input.classes} classes, seed ${input.seed})`, () => {
        const { rate, classes, seed } = input;
        const labels = noisyLabels(Int32Array.from(input.labels), { rate, classes, seed: BigInt(seed) });
        expectSame("labels", labels, expect.labels);
      });
    }
  });
}
