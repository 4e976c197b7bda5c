import { expect, it } from "vitest";
import type { DatasetFacts, RemediesOptions } from "./compare-options.ts";
import { planRemedies } from "./plan-remedies.ts";

const DATASET: DatasetFacts = {
  name: "x",
  source: { kind: "csv", path: "x.csv" },
  features: 2,
  classes: 2,
  scaling: "unit",
};
const OPTIONS: RemediesOptions = {
  engine: "reference",
  seeds: [3, 9],
  labelNoise: 0.2,
  training: {
    sizes: { training: 10, validation: 5, test: 5 },
    hidden: [4],
    epochs: 7,
    batchSize: 2,
    learningRate: 0.1,
    momentum: 0.9,
    rate: 0.5,
    monitor: "validationLoss",
    patience: 3,
  },
};

it("plans labels x seeds x remedies, each with what makes it differ", () => {
  const plan = planRemedies(DATASET, OPTIONS);
  expect(plan).toHaveLength(2 * 2 * 4);
  expect(new Set(plan.map(({ label }) => label)).size).toBe(16);
  const differences = plan
    .filter(({ labels, seed }) => labels === "noisy" && seed === 9)
    .map(({ remedy, recipe }) => [remedy.name, recipe.labelNoise, recipe.seed, recipe.rate, recipe.patience]);
  expect(differences).toEqual([
    ["none", 0.2, 9, null, null],
    ["early stopping", 0.2, 9, null, 3],
    ["dropout", 0.2, 9, 0.5, null],
    ["both", 0.2, 9, 0.5, 3],
  ]);
  expect(plan.filter(({ labels }) => labels === "clean").every(({ recipe }) => recipe.labelNoise === 0)).toBe(true);
});

it("leaves out the noisy half without noise", () => {
  expect(planRemedies(DATASET, { ...OPTIONS, labelNoise: 0 }).map(({ labels }) => labels)).toEqual(
    Array.from({ length: 8 }, () => "clean"),
  );
});
