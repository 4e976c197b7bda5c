import { describe, expect, it } from "vitest";
import { checkSettings } from "./check-settings.ts";
import { DEFAULT_SETTINGS, type ExperimentSettings } from "./experiment-settings.ts";

const problemsOf = (change: Partial<ExperimentSettings>, rowLimit: number | null = null) =>
  checkSettings({ ...DEFAULT_SETTINGS, ...change }, rowLimit);

describe("checkSettings", () => {
  it("finds nothing wrong with the default", () => {
    expect(problemsOf({}, 1500)).toEqual({});
  });
  it.each([
    ["rows", { rows: 0 }, /Training rows must be a whole number of at least 1, got 0\. Try 1\./],
    ["validationRows", { validationRows: 1.5 }, /got 1\.5\. Try 2\./],
    ["labelNoise", { labelNoise: -0.1 }, /Label noise must be a number in \[0, 1\], got -0\.1/],
    ["hidden", { hidden: [128, 0] }, /at least 1, got 0\. Write units with commas, such as 128,64\.$/],
    ["hidden", { hidden: [5000] }, /at most 4096 units each, got 5000/],
    ["hidden", { hidden: Array(9).fill(1) as number[] }, /at most 8, got 9/],
    [
      "hidden",
      { hidden: Array(8).fill(4096) as number[] },
      /Hidden layers must have at most 4000000 weights.*1024,1024/,
    ],
    ["rate", { rate: 1.1 }, /Probability to drop must be a number in \[0, 1\], got 1\.1/],
    ["epochs", { epochs: 9999 }, /from 1 to 5000, got 9999\. Try 5000/],
    ["patience", { patience: 0 }, /Patience must be an integer of at least 1, got 0/],
    ["batchSize", { batchSize: NaN }, /Batch size must be a whole number of at least 1, got NaN\. Try 1/],
    ["learningRate", { learningRate: -1 }, /Learning rate must be a number of at least 0, got -1/],
    ["momentum", { momentum: 1 }, /Momentum must be a number in \[0, 1\), got 1/],
    ["seed", { seed: -1 }, /^Seed must be an integer of at least 0, got -1\. Write a whole number, such as 42\.$/],
    ["backends", { backends: [] }, /Backends must be at least one\. Tick one/],
  ] as const)("says what is wrong with %s", (name, change, message) => {
    const problems = problemsOf(change);
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]).toMatch(message);
  });
  it("lets the largest single layer through, and the network that it proposes", () => {
    expect(problemsOf({ hidden: [4096] })).toEqual({});
    expect(problemsOf({ hidden: [1024, 1024] })).toEqual({});
  });
  it("says how many rows are left", () => {
    expect(problemsOf({ rows: 1000, validationRows: 600 }, 1500)).toEqual({
      validationRows: expect.stringMatching(
        /at most 1500 together.*With 1000 training rows, at most 500 are left\./,
      ) as string,
    });
    expect(Object.keys(problemsOf({ rows: 1500, validationRows: 1 }, 1500))).toEqual(["rows"]);
  });
});
