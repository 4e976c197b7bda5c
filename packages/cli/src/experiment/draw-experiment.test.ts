import { splitRows } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { idxFolder } from "../../test/idx-folder.ts";
import type { DataPool } from "./data-pool.ts";
import { drawExperiment } from "./draw-experiment.ts";
import { readImageSet } from "../data/read-image-set.ts";

const SIZES = { training: 12, validation: 5, test: 10 };

/** Rows whose first number tells which row of the source they are. */
function numberedPool(): DataPool {
  const rowCount = 40;
  return {
    name: "numbered",
    features: 2,
    classes: 4,
    rows: {
      rowCount,
      labels: Int32Array.from({ length: rowCount }, (_, row) => row % 4),
      gather: (rows) => Float32Array.from(rows.flatMap((row) => [row, 5])),
    },
    scaling: "unit",
  };
}

function sourceRows(values: Float32Array): number[] {
  return Array.from(values.filter((_, index) => index % 2 === 0));
}

describe("drawExperiment", () => {
  it("draws the three parts that core's split names, without a row in two of them", () => {
    const { training, validation, test } = drawExperiment(numberedPool(), { sizes: SIZES, labelNoise: 0, seed: 3 });
    const parts = [training, validation, test].map(({ inputs }) => sourceRows(inputs.data));
    const split = splitRows({ rowCount: 40, sizes: SIZES, seed: 3 });
    expect(parts).toEqual([split.training, split.validation, split.test]);
    expect(new Set(parts.flat()).size).toBe(27);
  });

  it("replaces training labels only, each by another class", () => {
    const options = { sizes: { training: 30, validation: 5, test: 5 }, seed: 3 };
    const clean = drawExperiment(numberedPool(), { ...options, labelNoise: 0 });
    const noisy = drawExperiment(numberedPool(), { ...options, labelNoise: 1 });
    expect(noisy.validation.targets.data).toEqual(clean.validation.targets.data);
    expect(noisy.test.targets.data).toEqual(clean.test.targets.data);
    for (const [row, label] of noisy.training.targets.data.entries()) {
      expect(label).not.toBe(clean.training.targets.data[row]);
    }
  });

  it("scales all parts by the mean and deviation of the training rows", () => {
    const pool: DataPool = { ...numberedPool(), scaling: "standardised" };
    const raw = drawExperiment(numberedPool(), { sizes: SIZES, labelNoise: 0, seed: 3 });
    const { training, test } = drawExperiment(pool, { sizes: SIZES, labelNoise: 0, seed: 3 });
    const rows = sourceRows(raw.training.inputs.data);
    const mean = rows.reduce((a, b) => a + b) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row - mean) ** 2, 0) / rows.length);
    const expected = (from: number[]): number[] => from.map((row) => Math.fround((row - mean) / deviation));
    expect(sourceRows(training.inputs.data)).toEqual(expected(rows));
    expect(sourceRows(test.inputs.data)).toEqual(expected(sourceRows(raw.test.inputs.data)));
    // The second column is constant.
    expect(test.inputs.data.filter((_, index) => index % 2 === 1).every((value) => value === 0)).toBe(true);
  });

  it("tests on the source's own test rows, pixels divided by 255", () => {
    const pool = readImageSet("mnist", idxFolder());
    const { test } = drawExperiment(pool, { sizes: { training: 4, validation: 2, test: 3 }, labelNoise: 0, seed: 1 });
    expect(test.inputs.data).toEqual(Float32Array.of(0, 1, 10 / 255, 1, 20 / 255, 1));
    expect(test.targets.data).toEqual(Int32Array.of(0, 1, 2));
  });
});
