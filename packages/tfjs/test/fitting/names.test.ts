import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { fitModel } from "../../src/fitting/fit-model.ts";
import type { FitModelOptions } from "../../src/fitting/fit-model-options.ts";
import { startLayers } from "./start-layers.ts";
import { twoOutputs } from "./two-outputs.ts";

describe("what is named beside the inputs and outputs of a model is refused", () => {
  beforeAll(() => startLayers("cpu"));

  /** Columns are given by name, `extra` beside those of the model. */
  async function attempt(options: FitModelOptions, extra: { readonly xs?: object; readonly ys?: object } = {}) {
    const problem = twoOutputs(tf);
    const { model, xs, ys } = problem;
    const before = tf.memory().numTensors;
    const inputs = { first: xs[0], second: xs[1], ...extra.xs };
    const targets = { value: ys[0], class: ys[1], ...extra.ys };
    try {
      return await fitModel(tf, model, inputs, targets, { seed: 1, ...options });
    } finally {
      expect(model.optimizer.iterations === 0 ? tf.memory().numTensors : before).toBe(before);
      problem.dispose();
    }
  }

  const weights = new Float32Array(10).fill(2);
  const column = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

  test("nothing, where all names are the model's", async () => {
    const { epoch } = await attempt({ sampleWeight: { value: weights }, classWeight: { class: [1, 2] } });
    expect(epoch).toEqual([0]);
  });

  test.each<[string, FitModelOptions, Parameters<typeof attempt>[1], string]>([
    ["sampleWeight", { sampleWeight: { value: weights, clas: weights } }, {}, "sampleWeight: clas must be an output"],
    ["classWeight", { classWeight: { class: [1, 2], Value: [1] } }, {}, "classWeight: Value must be an output"],
    ["xs", {}, { xs: { third: column } }, "xs: third must be an input of the model"],
    ["ys", {}, { ys: { values: column } }, "ys: values must be an output of the model"],
  ])("%s", async (_subject, options, extra, message) => {
    const attempted = attempt(options, extra);
    await expect(attempted).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(attempted).rejects.toThrow(message);
  });

  test("weights of classes for targets that are none: they would be cut to integers", async () => {
    await expect(attempt({ classWeight: { value: [1, 2] } })).rejects.toThrow(
      /classWeight for the output value: the target of row 1 must be the number of a class.*sampleWeight/,
    );
  });
});
