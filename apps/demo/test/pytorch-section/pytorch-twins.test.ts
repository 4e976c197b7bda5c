import * as core from "@lockstep/core";
import * as reference from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { dropoutTwin } from "../../src/pytorch-section/dropout-twin.ts";
import { permutationTwin } from "../../src/pytorch-section/permutation-twin.ts";
import { printMask } from "../../src/pytorch-section/printed/print-mask.ts";
import { trainWholeRun } from "../../src/pytorch-section/train-whole-run.ts";
import type { TwinSettings } from "../../src/pytorch-section/twin-settings.ts";
import type { ExactTwin } from "../../src/pytorch-section/twin.ts";
import { weightsTwin } from "../../src/pytorch-section/weights-twin.ts";
import { wholeRunTwin } from "../../src/pytorch-section/whole-run-twin.ts";
import { evaluateSnippet } from "./evaluate-snippet.ts";
import vectors from "./vectors.json" with { type: "json" };

/** PyTorch has executed the script of every case. */
const CASES = vectors.cases.map((vector) => ({
  ...vector,
  settings: { ...vector.settings, seed: BigInt(vector.settings.seed) } satisfies TwinSettings,
}));

const EXACT: Readonly<Record<string, (settings: TwinSettings) => ExactTwin>> = {
  dropout: dropoutTwin,
  permutation: permutationTwin,
  weights: (settings) => weightsTwin(settings, false),
  "weight-bits": (settings) => weightsTwin(settings, true),
};

describe.each(Object.entries(EXACT))("%s", (name, twin) => {
  const cases = CASES.filter(({ script }) => script === name);

  it("has cases", () => expect(cases.length).toBeGreaterThan(5));

  it.each(cases)("shows the script that PyTorch ran, and what it printed: seed $settings.seed", (vector) => {
    const { python, printed } = twin(vector.settings);
    expect(python).toBe(vector.python);
    expect(printed).toBe(vector.printed);
  });
});

it.each(vectors.masks)("prints a mask whose kept units are $kept as PyTorch does", ({ kept, printed }) => {
  expect(printMask(Float32Array.of(0, kept, 0, kept), 2)).toBe(printed);
});

describe("Lockstep's lines, as they are shown, give the numbers that are shown", () => {
  const modules = { "@lockstep/core": core, "@lockstep/core/reference": reference };

  it.each(CASES.filter(({ script }) => script === "dropout"))("dropout, seed $settings.seed", async ({ settings }) => {
    const { lockstep, values } = dropoutTwin(settings);
    expect(await evaluateSnippet(lockstep, "values", modules)).toStrictEqual(values);
  });

  it.each(CASES.filter(({ script }) => script === "permutation"))(
    "permutation, seed $settings.seed",
    async ({ settings }) => {
      const { lockstep, order, epochs } = permutationTwin(settings);
      expect(await evaluateSnippet(lockstep, "[order, epochs]", modules)).toStrictEqual([order, epochs]);
    },
  );

  it.each(CASES.filter(({ script }) => script === "weights"))("weights, seed $settings.seed", async ({ settings }) => {
    const { lockstep, weights } = weightsTwin(settings, false);
    expect(await evaluateSnippet(lockstep, "weights", modules)).toStrictEqual(weights);
  });

  it("the whole run", async () => {
    const { settings } = CASES.find(({ script }) => script === "whole-run")!;
    const { lockstep } = wholeRunTwin(settings);
    const losses = await evaluateSnippet(lockstep, "report.history.map(({ trainingLoss }) => trainingLoss)", modules);
    expect(losses).toStrictEqual(await trainWholeRun(settings));
  });
});

it.each(CASES.filter(({ script }) => script === "whole-run"))(
  "trains as PyTorch's script did, but for rounding: seed $settings.seed",
  async ({ settings, python, printed }) => {
    expect(wholeRunTwin(settings).python).toBe(python);
    const theirs = [...printed.matchAll(/loss (.*)$/gm)].map(([, loss]) => Number(loss));
    const ours = await trainWholeRun(settings);
    expect(ours.length).toBe(theirs.length);
    // Half of the last digit that is printed, and a hundredth of it for what rounding does to a loss in these epochs.
    for (const [epoch, loss] of ours.entries()) expect(Math.abs(loss - theirs[epoch]!)).toBeLessThan(0.505e-4);
  },
);
