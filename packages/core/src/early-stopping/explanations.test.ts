import { describe, expect, it } from "vitest";
import { allOf } from "./criteria/combine.ts";
import { epochLimit } from "./criteria/epoch-limit.ts";
import { patience } from "./criteria/patience.ts";
import { progressQuotient } from "./criteria/progress-quotient.ts";
import { stepLimit } from "./criteria/step-limit.ts";
import { upStrips } from "./criteria/up-strips.ts";
import { earlyStopping } from "./early-stopping.ts";
import type { EarlyStoppingOptions } from "./early-stopping-options.ts";

const watch = { monitor: "validationLoss", mode: "min" } as const;

/** What a rule says of its last check. */
function lastWords(options: EarlyStoppingOptions, values: readonly number[], trainingLoss = 1): string {
  const rule = earlyStopping(options);
  let state = rule.start();
  for (const [epoch, value] of values.entries()) {
    state = rule.observe(state, { epoch, value, step: epoch + 1, trainingLoss });
  }
  return state.explanation;
}

describe("explanations", () => {
  it.each<[string, EarlyStoppingOptions, readonly number[], string]>([
    [
      "one of one",
      { ...watch, criteria: epochLimit(1) },
      [0.9],
      "Stopped: validationLoss 0.9 of epoch 0 is the best: 1 of 1 epoch.",
    ],
    [
      "one step",
      { ...watch, criteria: stepLimit(1) },
      [0.9],
      "Stopped: validationLoss 0.9 of epoch 0 is the best: 1 of 1 step.",
    ],
    [
      "one strip",
      { ...watch, criteria: upStrips(1, { strip: 1 }) },
      [0.9, 1],
      "Stopped: validationLoss 1 of epoch 1: 1 of 1 strip in a row ended worse.",
    ],
    [
      "more than it takes, while another criterion is waited for",
      { ...watch, criteria: allOf(patience(1), upStrips(1, { strip: 1 }), epochLimit(4)) },
      [0.9, 1, 1.1],
      "validationLoss 1.1 of epoch 2: 2 checks without improvement; 2 strips in a row ended worse; 3 of 4 epochs.",
    ],
    [
      "a library's first value",
      { ...watch, dialect: "lightning" },
      [0.9],
      "validationLoss 0.9 of epoch 0 is the first value to count by the rule of Lightning.",
    ],
    [
      "a library's warm-up",
      { ...watch, dialect: "keras3", startEpoch: 1 },
      [0.9],
      "validationLoss 0.9 of epoch 0 is not looked at, since startEpoch is 1, by the rule of Keras 3.",
    ],
    [
      "a library that is switched off",
      { ...watch, dialect: "lightgbm", patience: 0 },
      [0.9],
      "validationLoss 0.9 of epoch 0 is not looked at, since a patience of 0 switches the rule off, by the rule of LightGBM.",
    ],
    [
      "a window of one",
      { ...watch, dialect: "sklearn-hgb", patience: 1 },
      [0.9, 0.8],
      "validationLoss 0.8 of epoch 1 ends a window of 1 of which one beats the value 1 check before by the rule of scikit-learn's histogram gradient boosting.",
    ],
  ])("name %s as it is", (_name, options, values, words) => {
    expect(lastWords(options, values)).toBe(words);
  });
  it("tell no progress from a training loss of 0", () => {
    const criteria = progressQuotient(0.5, { strip: 2 });
    expect(lastWords({ ...watch, criteria }, [0.9, 0.8], 0)).toBe(
      "Stopped: validationLoss 0.8 of epoch 1 is the best: 0 % generalization loss at 0 ‰ progress of training.",
    );
  });
});
