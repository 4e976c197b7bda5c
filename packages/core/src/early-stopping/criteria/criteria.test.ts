import { describe, expect, it } from "vitest";
import { earlyStopping } from "../early-stopping.ts";
import type { EarlyStoppingState } from "../early-stopping-state.ts";
import type { Observation } from "../observation.ts";
import { allOf, anyOf } from "./combine.ts";
import { criterionOf } from "./criterion-of.ts";
import type { CriterionSpec } from "./criterion-spec.ts";
import type { Criterion } from "./criterion.ts";
import { divergence } from "./divergence.ts";
import { epochLimit } from "./epoch-limit.ts";
import { generalizationLoss } from "./generalization-loss.ts";
import { notFinite } from "./not-finite.ts";
import { patience } from "./patience.ts";
import { progressQuotient } from "./progress-quotient.ts";
import { stepLimit } from "./step-limit.ts";
import { threshold } from "./threshold.ts";
import { timeLimit } from "./time-limit.ts";
import { upStrips } from "./up-strips.ts";

/** The last state of a run of values, one an epoch of ten steps and a minute, and the epoch of its end. */
function run(
  values: readonly number[],
  criteria: Criterion,
  more: {
    readonly mode?: "min" | "max";
    readonly nonFinite?: "count" | "ignore";
    readonly losses?: readonly number[];
  } = {},
): EarlyStoppingState & { readonly epoch: number | null } {
  const { mode = "min", losses, ...options } = more;
  const rule = earlyStopping({ monitor: "validationLoss", mode, criteria, ...options });
  let state = rule.start();
  for (const [epoch, value] of values.entries()) {
    const trainingLoss = losses === undefined ? {} : { trainingLoss: losses[epoch]! };
    const observation: Observation = { epoch, value, step: 10 * (epoch + 1), elapsedSeconds: 60 * (epoch + 1) };
    state = rule.observe(state, { ...observation, ...trainingLoss });
    if (state.decision === "stop") return { ...state, epoch };
  }
  return { ...state, epoch: null };
}

const rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

describe("single criteria", () => {
  it.each([
    ["patience", patience(3), rising, 3, "patience"],
    ["patience with a baseline", patience(2, { baseline: 0.5 }), [0.9, 0.8, 0.4], 1, "patience"],
    ["generalization loss above the limit", generalizationLoss(50), [1, 1.25, 1.5, 1.625], 3, "generalization-loss"],
    [
      "generalization loss of a negative best",
      generalizationLoss(50),
      [-1, -0.75, -0.5, -0.25],
      3,
      "generalization-loss",
    ],
    ["generalization loss of a best of 0", generalizationLoss(1000), [0, 0, 1e-300], 2, "generalization-loss"],
    ["three rises in a row", upStrips(3, { strip: 1 }), [1, 2, 1, 2, 3, 4], 5, "up-strips"],
    ["two strips of two", upStrips(2, { strip: 2 }), [9, 1, 9, 2, 0, 3], 5, "up-strips"],
    ["a threshold is met at the value itself", threshold(1), [2, 1.5, 1], 2, "threshold"],
    ["divergence likewise", divergence(3), rising, 2, "divergence"],
    ["five epochs", epochLimit(5), rising, 4, "epoch-limit"],
    ["35 steps", stepLimit(35), rising, 3, "step-limit"],
    ["three minutes", timeLimit(180), rising, 2, "time-limit"],
  ] as const)("%s", (_name, criterion, values, epoch, reason) => {
    expect(run(values, criterion)).toMatchObject({ epoch, reason });
  });
  it("in max mode turn round", () => {
    expect(run([1, 0.75, 0.5, 0.25], generalizationLoss(50), { mode: "max" }).epoch).toBe(3);
    expect(run([1, 2, 3], threshold(3), { mode: "max" }).epoch).toBe(2);
    expect(run([3, 2, 1], divergence(1), { mode: "max" }).epoch).toBe(2);
    expect(run([3, 2, 1], upStrips(2, { strip: 1 }), { mode: "max" }).epoch).toBe(2);
  });
  it("progress quotient: stops without progress, and at loss of generalization for little of it", () => {
    const quotient = progressQuotient(0.5, { strip: 2 });
    expect(run([1, 1, 1, 1], quotient, { losses: [4, 3, 2, 2] })).toMatchObject({
      epoch: 3,
      reason: "progress-quotient",
    });
    // GL = 100 %, P = 1000 (1.25 / 1 - 1) = 250 ‰: the quotient is 0.4 at first and 100 / 62.5 = 1.6 later.
    expect(run([1, 2, 1, 2], quotient, { losses: [1.5, 1, 1.125, 1] })).toMatchObject({ epoch: 3 });
    expect(run([1, 2, 1, 2], quotient, { losses: [1.5, 1, 1.5, 1] }).epoch).toBe(null);
    expect(run([1, 2, 1, 2], quotient, { losses: [1, NaN, 1, NaN] }).epoch).toBe(null);
  });
  it("notFinite looks at the training loss too", () => {
    expect(run([1, 1], notFinite(), { losses: [1, NaN] })).toMatchObject({ epoch: 1, reason: "non-finite" });
    expect(run([1, NaN], notFinite(), { nonFinite: "ignore" })).toMatchObject({ epoch: 1, reason: "non-finite" });
  });
});

describe("combined criteria", () => {
  it("anyOf stops at the first, and tells its reason; allOf when all hold at once", () => {
    expect(run(rising, anyOf(patience(5), epochLimit(3)))).toMatchObject({ epoch: 2, reason: "epoch-limit" });
    expect(run(rising, anyOf(patience(2), epochLimit(3)))).toMatchObject({ epoch: 2, reason: "patience" });
    expect(run(rising, allOf(patience(2), epochLimit(7)))).toMatchObject({ epoch: 6, reason: "all-of" });
  });
  it("allOf does not latch: a metric that recovered in time is spared", () => {
    expect(run([1, 2, 2, 2, 0.5, 2, 2], allOf(patience(2), epochLimit(5))).epoch).toBe(6);
  });
  it("nest", () => {
    const criteria = anyOf(allOf(patience(1), epochLimit(4)), stepLimit(100));
    expect(run(rising, criteria)).toMatchObject({ epoch: 3, reason: "all-of" });
    expect(run([...rising].toReversed(), criteria)).toMatchObject({ epoch: 9, reason: "step-limit" });
  });
  it("let limits stop at a value that is ignored", () => {
    const ignored = run([1, NaN, NaN], anyOf(patience(1), epochLimit(3)), { nonFinite: "ignore" });
    expect(ignored).toMatchObject({ epoch: 2, reason: "epoch-limit", best: 1 });
  });
  it("count the checks since the best, those that are not finite among them where they count", () => {
    const open = upStrips(9, { strip: 1 });
    expect(run([1, 2, 2, 2], open).badChecks).toBe(3);
    expect(run([1, 2, NaN, NaN], open, { nonFinite: "count" }).badChecks).toBe(3);
    expect(run([1, 2, NaN, NaN], open, { nonFinite: "ignore" }).badChecks).toBe(1);
    expect(run([1, 2, NaN, 0.5], open, { nonFinite: "count" }).badChecks).toBe(0);
  });
  it("keep the best and explain themselves", () => {
    const criteria = anyOf(patience(3), generalizationLoss(50), timeLimit(600));
    const waiting = run([2, 1, 1.25], criteria);
    expect(waiting).toMatchObject({ decision: "waiting", best: 1, bestEpoch: 1, restoreEpoch: 1, badChecks: 1 });
    expect(waiting.explanation).toBe(
      "validationLoss 1.25 of epoch 2: 1 of 3 checks without improvement; 25 % generalization loss, at most 50 %; 180 of 600 seconds.",
    );
    expect(run([2, 1, 2], criteria).explanation).toBe(
      "Stopped: validationLoss 2 of epoch 2: 100 % generalization loss, above 50 %.",
    );
    expect(run([2, 1], criteria).explanation).toContain(
      "validationLoss 1 of epoch 1 is the best: improving; no general",
    );
    expect(JSON.parse(JSON.stringify(waiting))).toEqual(waiting);
  });
});

describe("criteria as data", () => {
  it("may be written by hand, and get the checks of their factories", () => {
    const criteria = [
      patience(2),
      upStrips(2),
      epochLimit(9),
      progressQuotient(1),
      generalizationLoss(2),
      threshold(0),
    ];
    const { spec } = anyOf(allOf(...criteria), divergence(4), stepLimit(100), timeLimit(1000), notFinite());
    const read = criterionOf(JSON.parse(JSON.stringify(spec)) as CriterionSpec);
    expect(read.spec).toEqual(spec);
    expect(run(rising, read, { losses: rising }).epoch).toBe(3);
    const wrong = { kind: "any-of", criteria: [{ kind: "patience", checks: 0 }] } as never;
    expect(() => criterionOf(wrong)).toThrow(/patience must be an integer of at least 1, got 0/);
  });
  it.each([
    [() => patience(0), /patience must be an integer of at least 1/],
    [() => patience(2, { min_delta: 1 } as never), /Name it minDelta/],
    [() => patience(2, { minDeltaMode: "percent" as never }), /minDeltaMode must be one of/],
    [() => generalizationLoss(0), /generalizationLoss must be a number greater than 0/],
    [() => progressQuotient(0.75, { strip: 1 }), /strip must be an integer of at least 2/],
    [() => progressQuotient(0.75, { k: 5 } as never), /Name it strip/],
    [() => upStrips(3, { strip: 0 }), /strip must be an integer of at least 1/],
    [() => timeLimit(0), /timeLimit must be a number greater than 0/],
    [() => threshold(NaN), /threshold must be a finite number/],
    [() => anyOf(), /anyOf needs at least one criterion/],
    [() => allOf(), /allOf needs at least one criterion/],
    [() => run([1], { kind: "patience", checks: 5 } as never), /criteria must be a criterion, got .*criterionOf/],
    [() => criterionOf({ kind: "never" } as never), /criterionOf takes the spec of a criterion/],
    [() => criterionOf(null as never), /criterionOf takes the spec of a criterion, got null/],
    [() => run([1], anyOf(5 as never)), /criteria must be a criterion, got 5/],
    [() => run([1], progressQuotient(1)), /trainingLoss must be observed for progressQuotient/],
    [
      () => earlyStopping({ monitor: "validationLoss", mode: "min", criteria: patience(1), patience: 1 } as never),
      /earlyStopping: patience is not an option.*write it into them/,
    ],
  ])("refuse %s", (make, message) => {
    expect(make).toThrow(message);
  });
});
