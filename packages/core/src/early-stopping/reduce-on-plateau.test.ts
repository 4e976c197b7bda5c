import { describe, expect, it } from "vitest";
import type { ReduceOnPlateauOptions } from "./reduce-on-plateau-options.ts";
import { reduceOnPlateau, type ReduceOnPlateauState } from "./reduce-on-plateau.ts";

function statesOf(values: readonly number[], options: Partial<ReduceOnPlateauOptions> = {}): ReduceOnPlateauState[] {
  const rule = reduceOnPlateau({ monitor: "validationLoss", mode: "min", ...options });
  let state = rule.start(1);
  return values.map((value, epoch) => (state = rule.observe(state, { epoch, value })));
}

const ratesOf = (values: readonly number[], options: Partial<ReduceOnPlateauOptions>): number[] =>
  statesOf(values, options).map(({ learningRate }) => learningRate);

describe("reduceOnPlateau", () => {
  it("acts on the check after patience, as PyTorch; on patience itself, as Keras", () => {
    const flat = [1, 1, 1, 1, 1];
    expect(ratesOf(flat, { patience: 1, factor: 0.5 })).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(ratesOf(flat, { patience: 1, factor: 0.5, dialect: "keras3" })).toEqual([1, 0.5, 0.25, 0.125, 0.0625]);
    expect(ratesOf(flat, { patience: 0, factor: 0.5, cooldown: 2 })).toEqual([1, 0.5, 0.5, 0.5, 0.25]);
  });
  it("gives the rate as a multiple of the first one", () => {
    const last = statesOf([1, 1, 1], { patience: 0, factor: 0.5, minLearningRate: 0.375 }).at(-1)!;
    expect(last).toMatchObject({ learningRate: 0.375, factor: 0.375 });
    const rule = reduceOnPlateau({ monitor: "validationLoss", mode: "min", patience: 0, factor: 0.5 });
    const first = rule.observe(rule.start(4), { epoch: 0, value: 1 });
    expect(rule.observe(first, { epoch: 1, value: 1 })).toMatchObject({ learningRate: 2, factor: 0.5 });
  });
  it("takes a NaN for a bad check by PyTorch's rule, and is poisoned by it by Keras's", () => {
    expect(ratesOf([NaN, 3, 2, 1], { patience: 1, factor: 0.5 })).toEqual([1, 1, 1, 1]);
    expect(ratesOf([NaN, 3, 2, 1], { patience: 1, factor: 0.5, dialect: "keras3" })).toEqual([1, 0.5, 0.25, 0.125]);
  });
  it("explains itself", () => {
    const options = { patience: 1, factor: 0.5, cooldown: 1, minLearningRate: 0.5, dialect: "keras3" } as const;
    expect(statesOf([1, 0.5, 0.5, 0.5, 0.5], options).map(({ explanation }) => explanation)).toEqual([
      "validationLoss 1 of epoch 0 is the first value.",
      "validationLoss 0.5 of epoch 1 is an improvement.",
      "validationLoss 0.5 of epoch 2 lowers the learning rate from 1 to 0.5.",
      "validationLoss 0.5 of epoch 3 would lower the learning rate, which is as low as it gets.",
      "validationLoss 0.5 of epoch 4 would lower the learning rate, which is as low as it gets.",
    ]);
    expect(statesOf([1, 1, 1, 1], { patience: 1, cooldown: 2 }).map(({ explanation }) => explanation)).toEqual([
      "validationLoss 1 of epoch 0 is an improvement.",
      "validationLoss 1 of epoch 1 is no improvement: 1 of 2 checks before the learning rate falls.",
      "validationLoss 1 of epoch 2 lowers the learning rate from 1 to 0.1.",
      "validationLoss 1 of epoch 3 is not counted (cooldown, 1 left).",
    ]);
  });
  it("survives JSON", () => {
    for (const state of statesOf([NaN, 1, 2])) expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
  it("looks only at checks that are due", () => {
    expect(ratesOf([1, 1, 1, 1], { patience: 0, factor: 0.5, checkEvery: { epochs: 2 } })).toEqual([1, 1, 1, 0.5]);
  });
  it.each([
    [{ factor: 1 }, /factor must be a number in \[0, 1\), got 1/],
    [{ patience: -1 }, /patience must be an integer of at least 0/],
    [{ minDelta: -1 }, /minDelta must be a number of at least 0/],
    [{ min_lr: 1 }, /Name it minLearningRate/],
    [{ min_delta: 1 }, /Name it minDelta/],
    [{ threshold: 1 }, /Name it minDelta/],
    [{ thresholdMode: "relative" }, /Name it minDeltaMode/],
    [{ dialect: "keras3", eps: 1 }, /Keras has none/],
    [{ dialect: "keras3", minDeltaMode: "relative" }, /Keras's is always absolute/],
    [{ dialect: "tensorflow" }, /dialect must be one of "pytorch", "keras3"/],
  ])("refuses %o", (options, message) => {
    expect(() => statesOf([1], options as never)).toThrow(message);
  });
  it("refuses a metric that was not measured, and a learning rate that is none", () => {
    expect(() => statesOf([undefined as never])).toThrow(/must be measured at every check/);
    const rule = reduceOnPlateau({ monitor: "validationLoss", mode: "min" });
    expect(() => rule.start(NaN)).toThrow(/learningRate must be a number greater than 0, got NaN/);
  });
});
