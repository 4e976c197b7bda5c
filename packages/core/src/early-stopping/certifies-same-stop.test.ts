import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certifiesSameStop } from "./certifies-same-stop.ts";
import { allOf, anyOf } from "./criteria/combine.ts";
import type { Criterion } from "./criteria/criterion.ts";
import { epochLimit } from "./criteria/epoch-limit.ts";
import { generalizationLoss } from "./criteria/generalization-loss.ts";
import { patience } from "./criteria/patience.ts";
import { progressQuotient } from "./criteria/progress-quotient.ts";
import { timeLimit } from "./criteria/time-limit.ts";
import { upStrips } from "./criteria/up-strips.ts";
import { earlyStopping } from "./early-stopping.ts";
import type { EarlyStoppingOptions } from "./early-stopping-options.ts";
import type { EarlyStoppingState } from "./early-stopping-state.ts";

interface Check {
  readonly value: number;
  readonly trainingLoss: number;
}

function statesOf(checks: readonly Check[], options: object): EarlyStoppingState[] {
  const rule = earlyStopping({ monitor: "validationLoss", mode: "min", ...options } as EarlyStoppingOptions);
  let state = rule.start();
  return checks.map((check, epoch) => (state = rule.observe(state, { epoch, elapsedSeconds: epoch, ...check })));
}

/** All that a run does by the rule. */
function decisionsOf(states: readonly EarlyStoppingState[]): unknown {
  return states.map(({ decision, reason, bestEpoch, restoreEpoch }) => [decision, reason, bestEpoch, restoreEpoch]);
}

const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ criterion: Criterion; single: Criterion }>((tie) => ({
  single: fc.oneof(
    fc
      .record({ minDelta: fc.constantFrom(0, 0.1), minDeltaMode: fc.constantFrom("absolute", "relative") })
      .map((more) => patience(2, more as never)),
    fc.constantFrom(5, 40).map(generalizationLoss),
    fc.constantFrom(0.05, 0.5).map((limit) => progressQuotient(limit, { strip: 2, tolerance: 3 })),
    fc.integer({ min: 1, max: 2 }).map((strips) => upStrips(strips, { strip: 2 })),
    fc.constant(epochLimit(9)),
  ),
  criterion: fc.oneof(
    { depthSize: "small" },
    tie("single"),
    fc.tuple(tie("criterion"), tie("criterion")).map((parts) => anyOf(...parts)),
    fc.tuple(tie("criterion"), tie("criterion")).map((parts) => allOf(...parts)),
  ),
})).criterion;

const options: fc.Arbitrary<object> = fc.oneof(
  fc.record(
    {
      mode: fc.constantFrom("min", "max"),
      patience: fc.integer({ min: 1, max: 4 }),
      minDelta: fc.constantFrom(0, 0.3, 0.07),
      minDeltaMode: fc.constantFrom("absolute", "relative"),
      baseline: fc.constantFrom(null, 2.5),
      stopAt: fc.constant(null),
      divergeAt: fc.constantFrom(null, 0.2),
      nonFinite: fc.constant("count"),
    },
    { requiredKeys: ["patience"] },
  ),
  fc.record({ mode: fc.constantFrom("min", "max"), criteria: criterion }),
  fc.record({
    dialect: fc.constantFrom("keras3", "tfjs", "lightning", "ignite", "xgboost", "lightgbm", "huggingface"),
    mode: fc.constantFrom("min", "max"),
    patience: fc.integer({ min: 1, max: 3 }),
    minDelta: fc.constantFrom(0, 0.3),
  }),
  fc.record({
    dialect: fc.constantFrom("flax", "sklearn-mlp", "sklearn-hgb"),
    patience: fc.integer({ min: 1, max: 3 }),
    minDelta: fc.constantFrom(0, 0.3),
  }),
  fc.record({ dialect: fc.constant("keras3"), patience: fc.constant(2), baseline: fc.constant(1.5) }),
  fc.record({
    dialect: fc.constant("ignite"),
    mode: fc.constantFrom("min", "max"),
    patience: fc.constant(2),
    minDelta: fc.constantFrom(0.1, 0.5),
    minDeltaMode: fc.constant("relative"),
  }),
);

const value = fc.oneof(
  fc.integer({ min: -8, max: 60 }).map((n) => n / 8),
  fc.double({ min: -1, max: 6, noNaN: true }),
);
const checks = fc.array(fc.record({ value, trainingLoss: value }), { minLength: 2, maxLength: 14 });
const signs = fc.infiniteStream(fc.oneof(fc.constantFrom(-1, 1), fc.double({ min: -1, max: 1, noNaN: true })));

function largestDifference(moved: readonly Check[], given: readonly Check[]): number {
  const apart = (a: Check, b: Check): number =>
    Math.max(Math.abs(a.value - b.value), Math.abs(a.trainingLoss - b.trainingLoss));
  return Math.max(...given.map((check, index) => apart(moved[index]!, check)));
}

describe("certifiesSameStop", () => {
  it("is right: whatever differs by less decides alike, under every option, criterion and dialect", () => {
    let certified = 0;
    fc.assert(
      fc.property(options, checks, signs, (chosen, given, noise) => {
        const states = statesOf(given, chosen);
        const size = 0.499999 * Math.min(states.at(-1)!.minimumMargin ?? 0.5, 1);
        fc.pre(size > 0);
        const shift = (from: number): number => from + size * noise.next().value!;
        for (let round = 0; round < 5; round++) {
          const moved = given.map(({ value: v, trainingLoss }) => ({
            value: shift(v),
            trainingLoss: shift(trainingLoss),
          }));
          if (!certifiesSameStop(states.at(-1)!, largestDifference(moved, given))) continue;
          certified += 1;
          expect(decisionsOf(statesOf(moved, chosen))).toEqual(decisionsOf(states));
        }
      }),
      { numRuns: 4000, seed: 7, maxSkipsPerRun: 1000 },
    );
    expect(certified).toBeGreaterThan(19_000);
  });

  it.each([
    ["two values", {}, [1, 0.5], [-1, 1], 0.5],
    ["a minDelta", { minDelta: 0.25 }, [1, 0.5], [-1, 1], 0.25],
    ["a relative minDelta", { mode: "max", minDelta: 0.25, minDeltaMode: "relative" }, [1, 1.5], [1, -1], 0.5 / 2.25],
    ["a negative reference", { minDelta: 0.5, minDeltaMode: "relative" }, [-1, -2], [-1, 1], 1 / 2.5],
    ["a baseline", { baseline: 0.75 }, [1], [-1], 0.5],
    ["stopAt", { stopAt: 0.25 }, [1, 0.5], [0, -1], 0.5],
    ["divergeAt", { divergeAt: 1.5 }, [1.25], [1], 0.5],
    ["generalization loss", { criteria: generalizationLoss(60) }, [1, 1.5], [-1, 1], 20 / 260],
    ["strips", { criteria: upStrips(1, { strip: 1 }) }, [1, 1.5], [1, -1], 0.5],
    ["a window", { dialect: "sklearn-hgb", minDelta: 0.25, patience: 2 }, [1, 1.25, 0.5], [-1, 0, 1], 0.25],
  ])("is tight for %s: just above half the margin a decision turns", (_name, chosen, values, directions, margin) => {
    const statesAt = (size: number): EarlyStoppingState[] => {
      const moved = values.map((v, index) => ({ value: v + size * directions[index]!, trainingLoss: 1 }));
      return statesOf(moved, "criteria" in chosen ? chosen : { patience: 1, ...chosen });
    };
    const { minimumMargin } = statesAt(0).at(-1)!;
    expect(minimumMargin).toBeCloseTo(margin, 12);
    expect(decisionsOf(statesAt(minimumMargin! * 0.4999))).toEqual(decisionsOf(statesAt(0)));
    expect(decisionsOf(statesAt(minimumMargin! * 0.5001))).not.toEqual(decisionsOf(statesAt(0)));
  });

  it("is tight for the progress quotient up to terms of second order, and for progress itself", () => {
    const at = (options_: object, runs: readonly (readonly [number, number, number, number])[], size: number) =>
      statesOf(
        runs.map(([v, moves, loss, drifts]) => ({ value: v + size * moves, trainingLoss: loss + size * drifts })),
        options_,
      );
    // GL = 25 % and P = 1000 · 0.5 = 500 ‰ are in a ratio of 0.05: the quotient is just short of the limit.
    const quotient = { criteria: progressQuotient(0.0501, { strip: 2 }) };
    const run = [
      [1, -1, 2, -1],
      [1.25, 1, 1, 1],
    ] as const;
    const progress = { criteria: progressQuotient(9, { strip: 2, tolerance: 499 }) };
    for (const chosen of [quotient, progress]) {
      const half = at(chosen, run, 0).at(-1)!.minimumMargin! / 2;
      expect(half).toBeLessThan(1e-3);
      expect(decisionsOf(at(chosen, run, half * 0.99))).toEqual(decisionsOf(at(chosen, run, 0)));
      expect(decisionsOf(at(chosen, run, half * 1.01))).not.toEqual(decisionsOf(at(chosen, run, 0)));
    }
  });

  it("needs no distance at all where nothing was compared, and none is enough at a tie", () => {
    const one = [{ value: 1, trainingLoss: 1 }];
    expect(certifiesSameStop(statesOf(one, { patience: 1 })[0]!, 1e9)).toBe(true);
    const tie = statesOf([...one, ...one], { patience: 2 }).at(-1)!;
    expect(tie.minimumMargin).toBe(0);
    expect([certifiesSameStop(tie, 0), certifiesSameStop(tie, 1e-300)]).toEqual([true, false]);
  });
  it("has no margin within the reach of rounding", () => {
    const marginAt = (second: number, chosen: object): number | null =>
      statesOf(
        [1, second].map((v) => ({ value: v, trainingLoss: 1 })),
        chosen,
      ).at(-1)!.minimumMargin;
    expect(marginAt(0.7 - 2e-16, { patience: 2, minDelta: 0.3 })).toBe(0);
    expect(marginAt(1 - 1e-9, { dialect: "keras3", patience: 2 })).toBe(0);
    expect(marginAt(1 - 1e-9, { dialect: "keras3", patience: 2, floatx: "float64" })).toBeGreaterThan(9e-10);
    expect(marginAt(1 - 2 ** -52, { patience: 2 })).toBe(2 ** -52);
  });
  it("does not certify a difference that is not a number", () => {
    expect(certifiesSameStop({ minimumMargin: 1, uncertified: null }, NaN)).toBe(false);
    expect(certifiesSameStop({ minimumMargin: 1, uncertified: null }, Infinity)).toBe(false);
  });
  it("leaves room for the rounding of the difference and the margin themselves", () => {
    const state = { minimumMargin: 1, uncertified: null };
    expect(certifiesSameStop(state, 0.5 - Number.EPSILON)).toBe(false);
    expect(certifiesSameStop(state, 0.5 - 16 * Number.EPSILON)).toBe(true);
  });
  it("certifies nothing where a clock decides, and says so", () => {
    const [state] = statesOf([{ value: 1, trainingLoss: 1 }], { criteria: anyOf(patience(2), timeLimit(9)) });
    expect(state!.uncertified).toMatch(/by the clock/);
    expect(certifiesSameStop(state!, 0)).toBe(false);
  });
});
