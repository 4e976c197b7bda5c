import { describe, expect, it } from "vitest";
import { roundingTolerance, spreadOf, statedTolerance, sumTolerance } from "../src/check/tolerance.ts";
import { differenceTolerance } from "../src/tolerance/difference-tolerance.ts";
import { perFunction } from "../src/tolerance/function-accuracy.ts";
import { meanTolerance, varianceTolerance } from "../src/tolerance/sample-tolerances.ts";
import { stepTolerance } from "../src/tolerance/step-tolerance.ts";
import { trajectoryBudget } from "../src/tolerance/trajectory-budget.ts";
import { dense, relu, sequential, tanh } from "@lockstep/core";

const U = 2 ** -24;
const bound = (count: number, scale: number, readFrom = 0): number =>
  roundingTolerance({ of: "a test", count, scale, scaleOf: "a number", readFrom }).absolute;

describe("the form of a bound", () => {
  it("is n up to 64 and 8·√n beyond", () => {
    expect([0, 1, 63, 64, 100, 10_000].map(spreadOf)).toEqual([0, 1, 63, 64, 80, 800]);
  });
  it("grows with the count, never faster than it, and with the scale as the scale does", () => {
    for (let count = 0; count < 300; count++) {
      expect(spreadOf(count + 1)).toBeGreaterThan(spreadOf(count));
      expect(spreadOf(count)).toBeLessThanOrEqual(count);
      expect(bound(count, 6)).toBeCloseTo(2 * bound(count, 3), 15);
    }
  });
  it("asks for equality where nothing rounds, and there alone: a zero that is summed may have either sign", () => {
    expect(bound(0, 5)).toBe(0);
    expect(bound(9, 0)).toBe(2 ** -149);
    expect(bound(0, 0, 1e-38)).toBeGreaterThan(0);
  });
  it("adds a rounding of what a result is read from", () => {
    expect(bound(4, 1, 3)).toBe(7 * U);
  });
  it("says what it is made of", () => {
    const { because } = roundingTolerance({ of: "dense", count: 100, scale: 2, scaleOf: "the largest", readFrom: 5 });
    for (const part of ["100 roundings", "dense", "80", "2, the largest", "of 5"]) expect(because).toContain(part);
    expect(statedTolerance(1e-3, [2, -4], "ONNX's own")).toEqual({
      absolute: 4e-3,
      because: "0.001 of the largest magnitude, 4: ONNX's own",
    });
  });
  it("holds for sums of equal terms as far as TOL-1 says, and no further", () => {
    // What an f32 sum of so many times 0.1 is off by, in units of its bound: the worst of those to there.
    const worst = { 2000: 0, 65_536: 0 };
    let [rounded, term] = [0, Math.fround(0.1)];
    for (let count = 1; count <= 65_536; count++) {
      rounded = Math.fround(rounded + term);
      const share = Math.abs(rounded - count * term) / sumTolerance(count, count * term).absolute;
      if (count <= 2000) worst[2000] = Math.max(worst[2000], share);
      worst[65_536] = Math.max(worst[65_536], share);
    }
    expect(worst[2000]).toBeLessThan(1);
    expect(worst[65_536]).toBeGreaterThan(1);
  });
  it("holds for sums in f32, with room, and not for sums of f16 or so", () => {
    const terms = Array.from({ length: 1000 }, (_, index) => Math.fround(Math.sin(index) + 1));
    const exact = terms.reduce((sum, term) => sum + term, 0);
    const rounded = terms.reduce((sum, term) => Math.fround(sum + term), 0);
    const coarse = terms.reduce((sum, term) => Math.fround(sum + term * (1 + 2 ** -10)), 0);
    const { absolute } = sumTolerance(1000, exact);
    expect(Math.abs(rounded - exact)).toBeLessThan(absolute / 4);
    expect(Math.abs(coarse - exact)).toBeGreaterThan(absolute);
  });
});

describe("functions", () => {
  it("count twice their ulps, 4 by default", () => {
    expect(perFunction({})).toBe(8);
    expect(perFunction({ functionUlps: 16 })).toBe(32);
  });
});

describe("differences", () => {
  const slopesOf = (f: (x: number) => number, at: number, h: number): number => (f(at + h) - f(at - h)) / (2 * h);
  const points = [-2, -0.3, 0, 0.7, 1.9];
  it.each([2 ** -3, 2 ** -6])("hold the derivative of exp within the bound, and near it, with a step of %d", (step) => {
    const slopes = points.map((x) => slopesOf(Math.exp, x, step));
    const halfStepSlopes = points.map((x) => slopesOf(Math.exp, x, step / 2));
    const { absolute } = differenceTolerance({ step, slopes, halfStepSlopes, valueError: 0 });
    const worst = Math.max(...points.map((x, index) => Math.abs(slopes[index]! - Math.exp(x))));
    expect(worst).toBeLessThan(absolute * (1 + 1e-2));
    expect(worst).toBeGreaterThan(absolute / 2);
  });
  it("are off by both values' errors over the step where the function is linear", () => {
    const { absolute } = differenceTolerance({ step: 0.5, slopes: [3], valueError: 1e-3 });
    expect(absolute).toBeCloseTo(2e-3, 12);
  });
});

describe("steps", () => {
  const law = { absolute: 1e-7, because: "the law" };
  const probed = { steps: 4, gradient: 1, gradientFrom: 2 };
  it("allow what the law does where no step is taken, and no more at a learning rate of 0", () => {
    const still = { step: { learningRate: 0, momentum: 0 }, ...probed };
    expect(stepTolerance(law, still).absolute).toBe(law.absolute);
    const none = { step: { learningRate: 1, momentum: 0 }, ...probed, steps: 0 };
    expect(stepTolerance(law, none).absolute).toBe(law.absolute);
  });
  it("carry errors by the rate, the momentum and the number of steps", () => {
    const of = (learningRate: number, momentum: number, steps: number): number =>
      stepTolerance(law, { ...probed, step: { learningRate, momentum }, steps }).absolute - law.absolute;
    expect(of(1, 0, 4)).toBeCloseTo(8 * U, 12);
    expect(of(1, 0.5, 4)).toBeCloseTo(16 * U, 12);
    expect(of(0.5, 0, 2)).toBeCloseTo(2 * U, 12);
  });
});

describe("samples", () => {
  const sample = { absolute: 1e-4, because: "a sample" };
  it("hold the variance of samples that are off by as much as they may be", () => {
    const samples = [0.1, 0.5, -0.2, 0.9];
    const variance = (values: readonly number[], by: number): number => {
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / by;
    };
    // Away from the mean, so that the variance moves most.
    const moved = samples.map((x) => x + (x > 0.325 ? 1e-4 : -1e-4));
    for (const by of [4, 3]) {
      const expected = variance(samples, by);
      const off = Math.abs(variance(moved, by) - expected);
      const { absolute } = varianceTolerance(sample, [expected], 4);
      expect(off).toBeLessThan(absolute);
      expect(off).toBeGreaterThan(absolute / 3);
    }
  });
  it("have a mean that is as far off as they are", () => {
    expect(meanTolerance(sample, [1]).absolute).toBeCloseTo(1e-4 + 2 * U, 15);
  });
});

describe("a run's budget", () => {
  const model = sequential({ inputShape: [4], layers: [dense(8), tanh(), dense(2)] });
  it("grows like the root of the steps, and with layers", () => {
    const of = (steps: number, run = model): number =>
      trajectoryBudget({ model: run, batchSize: 8, steps }, [2]).absolute;
    expect(of(400)).toBeCloseTo(2 * of(100), 12);
    const deeper = sequential({ inputShape: [4], layers: [dense(8), tanh(), dense(8), relu(), dense(2)] });
    expect(of(100, deeper)).toBeGreaterThan(of(100));
  });
});
