import { describe, expect, it } from "vitest";
import { earlyStopping } from "../early-stopping.ts";
import type { EarlyStoppingOptions } from "../early-stopping-options.ts";
import type { EarlyStoppingState } from "../early-stopping-state.ts";

type Options = object;

/** Every state of a sequence of values in which lower is better, up to the stop. */
function statesOf(values: readonly number[], options: object): EarlyStoppingState[] {
  const rule = earlyStopping({ monitor: "validationLoss", mode: "min", ...options } as EarlyStoppingOptions);
  const states: EarlyStoppingState[] = [];
  let state = rule.start();
  for (const [epoch, value] of values.entries()) {
    states.push((state = rule.observe(state, { epoch, value })));
    if (state.decision === "stop") break;
  }
  return states;
}

/** The check at which a dialect stops, "-" if it never does, "err" if it refuses its options. */
function stopOf(values: readonly number[], options: Options): number | string {
  try {
    const states = statesOf(values, options);
    return states.at(-1)!.decision === "stop" ? states.length - 1 : "-";
  } catch {
    return "err";
  }
}

/** The columns of the table, each with the dialect of a library for a patience and a delta. */
const COLUMNS: readonly ((patience: number, minDelta: number) => Options)[] = [
  (patience, minDelta) => ({ dialect: "keras3", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "tfjs", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "lightning", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "lightning", patience, minDelta, checkFinite: false }),
  (patience, minDelta) => ({ dialect: "ignite", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "ignite", patience, minDelta, cumulative: true }),
  (patience, minDelta) => ({ dialect: "flax", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "lightgbm", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "xgboost", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "huggingface", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "sklearn-mlp", patience, minDelta }),
  (patience, minDelta) => ({ dialect: "sklearn-hgb", patience, minDelta }),
];

const ones = Array<number>(12).fill(1);
const falling = (from: number, step: number): number[] => Array.from({ length: 12 }, (_, index) => from - step * index);

/**
 * What the libraries did when their releases (Keras 3.15, tfjs 4.22, Lightning 2.6, LightGBM 4.7, scikit-learn 1.9) or
 * their sources (Ignite, Flax, XGBoost, Hugging Face) were run by hand: the 0-based check at which each signals the stop.
 */
const TRACES: readonly (readonly [name: string, number[], patience: number, minDelta: number, expected: string])[] = [
  ["flat, p = 0", ones, 0, 0, "1 1 1 1 err err 1 - 0 0 - 0"],
  ["flat, p = 1", ones, 1, 0, "1 1 1 1 1 1 2 1 1 1 - 1"],
  ["flat, p = 2", ones, 2, 0, "2 2 2 2 2 2 3 2 2 2 - 2"],
  ["flat, p = 3", ones, 3, 0, "3 3 3 3 3 3 4 3 3 3 - 3"],
  ["always improving, p = 0", falling(10, 1), 0, 0, "- - - - err err - - 0 0 - 0"],
  ["gain equals delta, p = 1", falling(4, 0.5), 1, 0.5, "1 1 1 1 1 1 - 1 1 1 - 1"],
  ["gain equals delta, p = 2", falling(4, 0.5), 2, 0.5, "- - - - 2 - - - - 2 - -"],
  ["creep, p = 3", falling(4, 0.25), 3, 0.5, "- - - - 3 - - - - 3 4 -"],
  ["NaN first, p = 2", [NaN, 2, 1.5, 1, 0.5, 0.25], 2, 0, "2 - 0 - - - 3 2 2 - - 2"],
  ["NaN twice, p = 2", [2, NaN, NaN, 1, 0.5], 2, 0, "2 2 1 2 - - - 2 2 2 - 2"],
  ["NaN, then flat, p = 3", [2, NaN, 3, 3, 3, 3, 3, 3], 3, 0, "3 3 1 3 5 5 4 3 3 3 5 3"],
  ["all NaN, p = 2", ones.map(() => NaN), 2, 0, "2 1 0 1 - - 3 2 2 2 - 2"],
  ["all +Inf, p = 2", ones.map(() => Infinity), 2, 0, "2 1 0 1 2 2 - 2 2 2 - 2"],
  ["Inf first, p = 2", [Infinity, 1, 2, 3, 4, 5], 2, 0, "3 3 0 3 3 3 4 3 3 3 4 3"],
  ["-Inf first, p = 2", [-Infinity, 1, 2, 3, 4, 5, 6], 2, 0, "2 2 0 2 2 2 4 2 2 2 3 2"],
];

describe("golden traces", () => {
  it.each(TRACES)("%s", (_name, values, patience, minDelta, expected) => {
    expect(COLUMNS.map((options) => stopOf(values, options(patience, minDelta))).join(" ")).toBe(expected);
  });
});

describe("what dialects keep", () => {
  it("is the epoch that the library restores, and nothing where it never does", () => {
    const values = [3, 2, 2.5, 1.9, 2];
    const kept = (options: object): number | null => statesOf(values, { patience: 9, ...options }).at(-1)!.restoreEpoch;
    expect(kept({ dialect: "keras3", minDelta: 0.5 })).toBe(null);
    expect(kept({ dialect: "keras3", minDelta: 0.5, restoreBest: true })).toBe(1);
    expect(kept({ dialect: "huggingface", minDelta: 0.5, restoreBest: true })).toBe(3);
    expect(kept({ dialect: "xgboost", minDelta: 0.5, restoreBest: true })).toBe(1);
    expect(kept({ dialect: "lightgbm" })).toBe(3);
    expect(kept({ dialect: "sklearn-mlp" })).toBe(null);
    expect(kept({ dialect: "sklearn-mlp", mode: "max" })).toBe(0);
    for (const dialect of ["tfjs", "lightning", "ignite", "flax", "sklearn-hgb"]) expect(kept({ dialect })).toBe(null);
  });
  it("is plain JSON, a poisoned best too", () => {
    const [first] = statesOf([NaN, 1], { dialect: "keras3", patience: 3 });
    expect(first).toMatchObject({ best: null, bestEpoch: 0, memory: { best: "NaN", wait: 0 } });
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
  it("says in one sentence whose rule decided what", () => {
    const explain = (values: readonly number[], options: object): string =>
      statesOf(values, options).at(-1)!.explanation;
    expect(explain([1, 0.5], { dialect: "keras3" })).toBe(
      "validationLoss 0.5 of epoch 1 beats 1 by the rule of Keras 3.",
    );
    expect(explain([NaN, 2], { dialect: "xgboost", patience: 2 })).toBe(
      "validationLoss 2 of epoch 1 does not beat NaN by the rule of XGBoost: 1 of 2 checks without improvement.",
    );
    expect(explain([1, 2, 2], { dialect: "flax", patience: 1 })).toBe(
      "Stopped: validationLoss 2 of epoch 2 does not beat 1 by the rule of Flax: 2 of 2 checks without improvement.",
    );
    expect(explain([NaN], { dialect: "lightning" })).toBe(
      "Stopped: validationLoss NaN of epoch 0 is not finite by the rule of Lightning.",
    );
    expect(explain([1, 1], { dialect: "sklearn-hgb", patience: 1 })).toBe(
      "Stopped: validationLoss 1 of epoch 1 ends a window of 1 of which none beats the value 1 check before by the rule of scikit-learn's histogram gradient boosting.",
    );
  });
});

describe("options of dialects", () => {
  it("have the library's defaults", () => {
    const defaults = (options: object): unknown =>
      earlyStopping({ monitor: "validationLoss", mode: "min", ...options } as EarlyStoppingOptions).options;
    expect(defaults({ dialect: "keras3" })).toEqual({
      dialect: "keras3",
      monitor: "validationLoss",
      mode: "min",
      checkEvery: { epochs: 1 },
      patience: 0,
      minDelta: 0,
      baseline: null,
      restoreBest: false,
      startEpoch: 0,
      floatx: "float32",
    });
    expect(defaults({ dialect: "lightning" })).toMatchObject({ patience: 3, checkFinite: true, restoreBest: false });
    expect(defaults({ dialect: "huggingface" })).toMatchObject({ patience: 1, minDelta: 0 });
    expect(defaults({ dialect: "sklearn-mlp" })).toMatchObject({ patience: 10, minDelta: 1e-4 });
    expect(defaults({ dialect: "sklearn-hgb" })).toMatchObject({ patience: 10, minDelta: 1e-7 });
  });
  it.each([
    [{ dialect: "keras2" }, /dialect must be one of .* Did you mean "keras3"/],
    [{ dialect: "keras3", patience: -1 }, /patience must be an integer of at least 0, got -1/],
    [{ dialect: "keras3", restore_best_weights: true }, /Name it restoreBest/],
    [{ dialect: "keras3", nonFinite: "stop" }, /nonFinite is not an option/],
    [{ dialect: "keras3", mode: "auto" }, /mode must be one of/],
    [{ dialect: "tfjs", restoreBestWeights: true }, /restoreBestWeights is not an option/],
    [{ dialect: "lightning", stopping_threshold: 1 }, /Name it stopAt/],
    [{ dialect: "ignite", patience: 0 }, /patience must be an integer of at least 1/],
    [{ dialect: "ignite" }, /patience must be an integer of at least 1, got undefined/],
    [{ dialect: "flax", mode: "max" }, /mode must be one of "min".*monitor the negated metric/],
    [{ dialect: "xgboost", patience: 1, minDelta: -1 }, /minDelta must be a number of at least 0/],
    [{ dialect: "lightgbm", patience: 1.5 }, /patience must be an integer, got 1.5/],
    [{ dialect: "sklearn-mlp", n_iter_no_change: 5 }, /Name it patience/],
    [{ dialect: "sklearn-hgb", patience: NaN }, /patience/],
  ])("refuse %o", (options, message) => {
    expect(() => statesOf([1], options)).toThrow(message);
  });
  it("refuse a metric that was not measured, which some libraries skip", () => {
    for (const dialect of ["keras3", "tfjs", "lightning"]) {
      expect(() => statesOf([undefined as never], { dialect })).toThrow(/must be measured at every check/);
    }
  });
});
