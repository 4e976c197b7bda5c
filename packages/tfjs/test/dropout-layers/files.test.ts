import { linearRate } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { registerDropoutLayers } from "../../src/dropout-layers/register-dropout-layers.ts";
import { randomLayersOf } from "../../src/dropout-layers/random-layers-of.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { RANDOM_LAYER_CASES } from "./random-layer-cases.ts";
import { testResumedRun } from "./resumed-run.ts";

// First: it needs a process in which no such layer was made.
test("a process that only loads a model has to know the layers", async () => {
  const layer = {
    class_name: "LockstepDropout",
    config: {
      name: "drop",
      trainable: true,
      batch_input_shape: [null, 3],
      dtype: "float32",
      rate: 0.5,
      seed: 1,
      site: 0,
      step: 7,
    },
  };
  const file = { class_name: "Sequential", config: { name: "model", layers: [layer] } };
  await expect(tf.models.modelFromJSON(structuredClone(file))).rejects.toThrow("Unknown layer: LockstepDropout");
  registerDropoutLayers(tf);
  registerDropoutLayers(tf);
  const model = await tf.models.modelFromJSON(structuredClone(file));
  expect(dropoutSteps(tf, model).step).toBe(7);
});

describe.each(BACKENDS)("files of models on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  testResumedRun();

  test.each(RANDOM_LAYER_CASES)("$name comes back as it was", async ({ make, inputShape }) => {
    const layer = make(tf, { seed: 2n ** 64n - 1n, site: 5 });
    layer.lockstepStep = 11;
    const model = tf.sequential({
      layers: [tf.layers.reshape({ targetShape: [...inputShape], inputShape: [...inputShape] }), layer],
    });
    const json = model.toJSON() as string;
    const loaded = await tf.models.modelFromJSON(JSON.parse(json));
    const [copy] = randomLayersOf(tf, loaded);
    expect(copy!.getConfig()).toEqual(layer.getConfig());
    expect(copy!.getClassName()).toBe(layer.getClassName());
    expect(copy!.seed).toBe(2n ** 64n - 1n);
    expect(copy!.lockstepStep).toBe(11);
    expect(loaded.toJSON()).toBe(json);
  });

  test("a file with a rate that is none is refused", async () => {
    const schedule = linearRate({ initial: 0.1, final: 0.9, length: 5 });
    const model = tf.sequential({ layers: [dropout(tf, { rate: schedule, seed: 1, site: 0, inputShape: [3] })] });
    const file = (model.toJSON() as string).replace("0.9", "1.9");
    await expect(tf.models.modelFromJSON(JSON.parse(file))).rejects.toThrow(/rate must be a number in \[0, 1\]/);
  });
});
