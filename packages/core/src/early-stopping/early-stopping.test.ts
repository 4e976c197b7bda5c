import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earlyStopping, type EarlyStoppingState } from "./early-stopping.ts";
import type { EarlyStoppingOptions } from "./early-stopping-options.ts";

type Options = Partial<EarlyStoppingOptions>;

/** Every state of a sequence of values, the epochs counting from 0. */
function statesOf(values: readonly number[], options: Options = {}): EarlyStoppingState[] {
  const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2, ...options });
  let state = rule.start();
  return values.map((value, epoch) => (state = rule.observe(state, { epoch, value })));
}

/** The epoch at which a sequence stops, or undefined. */
function stopOf(values: readonly number[], options: Options = {}): number | undefined {
  const epoch = statesOf(values, options).findIndex(({ decision }) => decision === "stop");
  return epoch < 0 ? undefined : epoch;
}

const flat = Array<number>(8).fill(1);

describe("patience", () => {
  it.each([
    ["a flat run stops at the p-th check without improvement", flat, { patience: 1 }, 1],
    ["... for patience 2", flat, { patience: 2 }, 2],
    ["... for patience 3", flat, { patience: 3 }, 3],
    ["an improving run never stops", [10, 9, 8, 7, 6], { patience: 1 }, undefined],
    ["a gain that equals minDelta is none", [4, 3.5, 3, 2.5], { patience: 1, minDelta: 0.5 }, 1],
    ["two of them are more than minDelta", [4, 3.5, 3, 2.5], { patience: 2, minDelta: 0.5 }, undefined],
    ["creeping adds up against the reference", [4, 3.75, 3.5, 3.25, 3], { patience: 3, minDelta: 0.5 }, undefined],
    ["an improvement starts the count again", [3, 4, 2, 3, 3, 3], { patience: 2 }, 4],
    ["for max, higher is better", [0.1, 0.3, 0.2, 0.25], { mode: "max", patience: 2 }, 3],
    ["checks before startEpoch do not count", flat, { patience: 2, startEpoch: 3 }, 5],
  ] as const)("%s", (_name, values, options, epoch) => {
    expect(stopOf(values, options)).toBe(epoch);
  });
  it("stays stopped", () => {
    const states = statesOf([1, 2, 2, 0]);
    expect(states[3]).toEqual(states[2]);
  });
});

describe("the two bests", () => {
  it("keep a gain below minDelta as best without sparing patience", () => {
    const states = statesOf([1, 0.9, 0.85], { minDelta: 0.2, patience: 2 });
    expect(states.map(({ decision }) => decision)).toEqual(["improved", "waiting", "stop"]);
    expect(states[2]).toMatchObject({ best: 0.85, bestEpoch: 2, reference: 1, badChecks: 2, reason: "patience" });
  });
  it("do not see epochs before startEpoch", () => {
    expect(statesOf([0.1, 5, 4], { startEpoch: 1 }).at(-1)).toMatchObject({ best: 4, bestEpoch: 2 });
  });
  it("keep the first of equal values", () => {
    expect(statesOf([2, 1, 1]).at(-1)).toMatchObject({ best: 1, bestEpoch: 1 });
  });
});

describe("non-finite values", () => {
  it.each([NaN, Infinity, -Infinity])("%s stops by default, with its reason, and is never the best", (value) => {
    for (const mode of ["min", "max"] as const) {
      const last = statesOf([2, value], { mode }).at(-1);
      expect(last).toMatchObject({ decision: "stop", reason: "non-finite", best: 2, bestEpoch: 0 });
    }
  });
  it("can count as bad checks, be ignored, or be thrown", () => {
    expect(stopOf([2, NaN, NaN, 1], { nonFinite: "count" })).toBe(2);
    expect(stopOf([2, NaN, NaN, 3, 3], { nonFinite: "ignore" })).toBe(4);
    expect(() => stopOf([2, NaN], { nonFinite: "throw" })).toThrow(/validationLoss of epoch 1 must be finite, got NaN/);
  });
  it("at the first check do not poison the best", () => {
    expect(statesOf([NaN, 2, 1.5, 1], { nonFinite: "count" }).at(-1)).toMatchObject({ best: 1, decision: "improved" });
  });
});

describe("the margin", () => {
  it("is the smallest distance by which a comparison was decided", () => {
    expect(statesOf([1, 0.75, 0.8125]).at(-1)!.minimumMargin).toBe(0.0625);
    expect(statesOf([1]).at(-1)!.minimumMargin).toBe(null);
  });
  it("certifies: values within less than half of it decide alike", () => {
    const value = fc.integer({ min: 0, max: 60 }).map((n) => n / 8);
    const options = fc.record({ patience: fc.integer({ min: 1, max: 4 }), minDelta: fc.constantFrom(0, 0.3) });
    const run = fc.tuple(
      fc.array(value, { minLength: 2, maxLength: 20 }),
      options,
      fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
    );
    fc.assert(
      fc.property(run, ([values, chosen, noise]) => {
        const states = statesOf(values, chosen);
        const margin = states.at(-1)!.minimumMargin;
        fc.pre(margin !== null && margin > 0);
        const disturbed = values.map((v) => v + 0.499 * margin * noise.next().value!);
        const decisions = (list: EarlyStoppingState[]): unknown =>
          list.map(({ decision, bestEpoch }) => [decision, bestEpoch]);
        expect(decisions(statesOf(disturbed, chosen))).toEqual(decisions(states));
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

describe("explanations and options", () => {
  it("explain every decision in one sentence", () => {
    expect(statesOf([1, 0.5, 0.75, 0.75]).map(({ explanation }) => explanation)).toEqual([
      "validationLoss 1 of epoch 0 is the first value.",
      "validationLoss 0.5 of epoch 1 beats 1.",
      "validationLoss 0.75 of epoch 2 does not beat 0.5: 1 of 2 checks without improvement.",
      "Stopped: validationLoss 0.75 of epoch 3 does not beat 0.5: 2 of 2 checks without improvement.",
    ]);
  });
  it("say what minDelta has to do with it, and tell close values apart", () => {
    expect(statesOf([0.5, 0.4], { minDelta: 0.2 }).at(-1)!.explanation).toBe(
      "validationLoss 0.4 of epoch 1 is the best, but does not beat 0.5 by more than 0.2: 1 of 2 checks without improvement.",
    );
    expect(statesOf([0.12345671, 0.12345672]).at(-1)!.explanation).toContain(
      "0.12345672 of epoch 1 does not beat 0.12345671",
    );
  });
  it("survive JSON", () => {
    for (const state of statesOf([1, 0.5, 0.75])) expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
  it.each([
    [{ patience: 0 }, /patience must be an integer of at least 1, got 0/],
    [{ patience: 2.5 }, /patience/],
    [{ minDelta: -1 }, /minDelta must be a number of at least 0, got -1/],
    [{ mode: "auto" as never }, /mode must be one of "min", "max"/],
    [{ mode: undefined as never }, /mode must be one of/],
    [{ monitor: "valLoss" as never }, /monitor must be one of/],
    [{ restoreBestWeights: true } as never, /Name it restoreBest/],
    [{ startEpoch: -1 }, /startEpoch/],
  ])("refuse %o", (options, message) => {
    expect(() => statesOf([1], options)).toThrow(message);
  });
  it("refuse a metric that was not measured", () => {
    expect(() => statesOf([1, undefined as never])).toThrow(/must be measured at every check/);
  });
});
