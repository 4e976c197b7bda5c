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

describe("further options", () => {
  it.each([
    [
      "a relative minDelta scales with the reference",
      [10, 9, 8],
      { minDelta: 0.1, minDeltaMode: "relative", patience: 1 },
      1,
    ],
    ["... whatever its sign", [-10, -11.5, -12], { minDelta: 0.1, minDeltaMode: "relative", patience: 1 }, 2],
    ["a baseline has to be beaten first", [3, 2, 1.5], { baseline: 1, patience: 3 }, 2],
    ["... and is none once beaten", [3, 0.5, 0.75, 0.75], { baseline: 1, patience: 2 }, 3],
    ["stopAt is met at the value itself", [3, 2, 1], { stopAt: 1 }, 2],
    ["divergeAt likewise", [3, 5], { divergeAt: 5 }, 1],
    ["every second epoch", [9, 1, 9, 1, 9, 1], { patience: 2, checkEvery: { epochs: 2 } }, 5],
  ] as const)("%s", (_name, values, options, epoch) => {
    expect(stopOf(values, options)).toBe(epoch);
  });
  it("tell limits apart by their reason, and keep a best that is a limit", () => {
    expect(statesOf([3, 2, 1], { stopAt: 1 }).at(-1)).toMatchObject({ reason: "threshold", best: 1, restoreEpoch: 2 });
    expect(statesOf([3, 5], { divergeAt: 5 }).at(-1)).toMatchObject({ reason: "divergence", best: 3, restoreEpoch: 0 });
  });
  it("ask limits before patience", () => {
    const reasonOf = (options: object, values: readonly number[]): string | null => {
      const rule = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 1, ...options });
      let state = rule.start();
      for (const [epoch, value] of values.entries()) state = rule.observe(state, { epoch, value });
      return state.reason;
    };
    expect(reasonOf({ minDelta: 0.5, stopAt: 0.95 }, [1, 0.9])).toBe("threshold");
    expect(reasonOf({ divergeAt: 2 }, [1, 3])).toBe("divergence");
  });
  it("the weights to keep do not depend on the baseline", () => {
    expect(statesOf([3, 2, 2.5], { baseline: 1, patience: 3 }).at(-1)).toMatchObject({
      decision: "stop",
      best: 2,
      restoreEpoch: 1,
      reference: 1,
    });
  });
  it("restore nothing if told so", () => {
    expect(statesOf([3, 2], { restoreBest: false }).at(-1)).toMatchObject({ bestEpoch: 1, restoreEpoch: null });
  });
  it("check by steps, and tell the step", () => {
    const rule = earlyStopping({ monitor: "trainingLoss", mode: "min", patience: 1, checkEvery: { steps: 50 } });
    let state = rule.observe(rule.start(), { epoch: 0, step: 50, value: 2 });
    expect(state).toMatchObject({ bestEpoch: 0, bestStep: 50, restoreEpoch: 0, restoreStep: 50 });
    state = rule.observe(state, { epoch: 0, step: 70 });
    expect(state).toMatchObject({ decision: "waiting", badChecks: 0 });
    expect(state.explanation).toBe("No check is due at step 70: one is every 50 steps.");
    state = rule.observe(state, { epoch: 0, step: 100, value: 3 });
    expect(state.explanation).toBe(
      "Stopped: trainingLoss 3 of step 100 does not beat 2: 1 of 1 check without improvement.",
    );
    expect(() => rule.observe(rule.start(), { epoch: 0, value: 1 })).toThrow(/step must be observed/);
  });
  it("watch a metric of the runner's own by its name", () => {
    const rule = earlyStopping({ monitor: "others.f1", mode: "max", patience: 1 });
    const state = rule.observe(rule.start(), { epoch: 0, others: { f1: 0.5 } });
    expect(rule.observe(state, { epoch: 1, others: { f1: 0.25 } })).toMatchObject({ decision: "stop", best: 0.5 });
    expect(() => rule.observe(state, { epoch: 1, others: {} })).toThrow(/others.f1 must be measured at every check/);
  });
  it("explain themselves", () => {
    const explain = (values: readonly number[], options: Options): string =>
      statesOf(values, options).at(-1)!.explanation;
    expect(explain([2], { baseline: 1 })).toBe(
      "validationLoss 2 of epoch 0 is the best, but does not beat the baseline 1: 1 of 2 checks without improvement.",
    );
    expect(explain([2, 1.9], { minDelta: 0.1, minDeltaMode: "relative" })).toBe(
      "validationLoss 1.9 of epoch 1 is the best, but does not beat 2 by more than 0.1 of it: 1 of 2 checks without improvement.",
    );
    expect(explain([1, 0.125], { stopAt: 0.25 })).toBe(
      "Stopped: validationLoss 0.125 of epoch 1 is the best: the threshold 0.25 is reached.",
    );
    expect(explain([1, NaN], { nonFinite: "count" })).toBe(
      "validationLoss of epoch 1 is NaN: 1 of 2 checks without improvement.",
    );
    expect(explain([1, NaN], { nonFinite: "ignore" })).toBe("validationLoss of epoch 1 is NaN; it is ignored.");
  });
  it.each([
    [{ minDeltaMode: "rel" as never }, /minDeltaMode must be one of "absolute", "relative"/],
    [{ baseline: NaN }, /baseline must be a finite number, got NaN/],
    [{ stopAt: 2, divergeAt: 1 }, /stopAt must be below divergeAt for mode "min"/],
    [{ mode: "max", stopAt: 0.5, divergeAt: 0.5 }, /stopAt must be above divergeAt for mode "max"/],
    [{ checkEvery: { epochs: 0 } }, /checkEvery.epochs must be an integer of at least 1, got 0/],
    [{ checkEvery: { epochs: 1, steps: 1 } as never }, /checkEvery needs one of epochs and steps/],
    [{ checkEvery: { batches: 5 } as never }, /batches is not an option/],
    [{ monitor: "others." as never }, /monitor must be one of/],
    [{ stopping_threshold: 1 } as never, /Name it stopAt/],
  ])("refuse %o", (options, message) => {
    expect(() => statesOf([1], options as Options)).toThrow(message);
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
