import { describe, expect, it } from "vitest";
import { conformanceCases } from "../src/index.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";

/** Faults of the backward pass that differences have to notice. */
const FAULTS: readonly Mutant[] = [
  mutant("has a backward pass 1e-2 too steep", "gradient.differences", (healthy) => ({
    trainBatch: (parts, step) => healthy.trainBatch(parts, { ...step, learningRate: step.learningRate * (1 + 1e-2) }),
  })),
  mutant("has the sign of one element wrong", "gradient.differences", (healthy) =>
    withGradientsChanged(healthy, ({ gradients }) => {
      const first = gradients["0.weight"];
      if (first !== undefined) first[0] = -first[0]!;
    }),
  ),
  mutant("swaps two elements", "gradient.differences", (healthy) =>
    withGradientsChanged(healthy, ({ gradients }) => {
      const first = gradients["0.weight"];
      if (first !== undefined) [first[0], first[1]] = [first[1]!, first[0]!];
    }),
  ),
];

describe.each(["elements", "directions"] as const)("differences along %s notice", (differences) => {
  for (const { fault, caughtBy, subject } of FAULTS) {
    it(`an engine that ${fault}, in most cases`, async () => {
      const cases = conformanceCases({ ...subject, differences }).filter(({ name }) => name.includes(caughtBy));
      const failed: string[] = [];
      for (const { name, run } of cases) if ((await run()).status === "failed") failed.push(name);
      expect(failed.length).toBeGreaterThan(cases.length / 2);
    });
  }
});
