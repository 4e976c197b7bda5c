import { meanSquaredError, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { GRADIENT_STEP } from "../engine/gradient-step.ts";
import { startBackend } from "../start-backend.ts";

beforeAll(() => startBackend("cpu"));

const BATCH = {
  inputs: tensor([1, 3], Float32Array.of(1, 2, 3)),
  targets: tensor([1, 1], Float32Array.of(1)),
  masks: [],
};
const LOSS = { loss: meanSquaredError() };

function twoLayers(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 2, inputShape: [3], kernelInitializer: "ones" }),
      tf.layers.dense({ units: 1, kernelInitializer: "ones" }),
    ],
  });
}

test("what is trained stays what was trainable when the engine was made, as after model.compile", async () => {
  const model = twoLayers();
  const [first, last] = model.layers as [tf.layers.Layer, tf.layers.Layer];
  last.trainable = false;
  using engine = await createTfjsEngine(tf, model, LOSS);
  last.trainable = true;
  first.trainable = false;
  await engine.trainBatch([BATCH], GRADIENT_STEP).read();
  // y = 2·(1 + 2 + 3) = 12, so that dy = 2·(12 - 1) = 22 goes to both hidden units, times the inputs.
  expect([...first.getWeights()[0]!.dataSync()]).toEqual([1 - 22, 1 - 22, 1 - 44, 1 - 44, 1 - 66, 1 - 66]);
  expect([...last.getWeights()[0]!.dataSync()]).toEqual([1, 1]);
  model.dispose();
});

test("a model that is frozen altogether gives its loss", async () => {
  const model = twoLayers();
  model.trainable = false;
  const tensors = tf.memory().numTensors;
  const engine = await createTfjsEngine(tf, model, LOSS);
  expect(engine.parameters).toEqual([]);
  expect(await engine.trainBatch([BATCH], GRADIENT_STEP).read()).toEqual({ weightSum: 1, lossSum: 121 });
  engine.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
  model.dispose();
});
