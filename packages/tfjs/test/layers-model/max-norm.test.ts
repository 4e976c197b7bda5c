import { meanSquaredError, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";

beforeAll(() => startBackend("cpu"));

const { layers } = tf;
const LIMIT = 0.1;
/** It moves no weight by itself, so that what is left is the limit. */
const STEP = { learningRate: 0, momentum: 0, gradientScale: 1, nesterov: false, weightDecay: 0, maxNorm: LIMIT };

test.each([
  ["dense, 4 inputs", () => layers.dense({ units: 2, inputShape: [1, 4] }), 4],
  ["conv2d, 2 × 2 of 3 channels", () => layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [2, 2, 3] }), 12],
  [
    "depthwiseConv2d, 2 × 2",
    () => layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, inputShape: [2, 2, 3] }),
    4,
  ],
  ["embedding, a vector of 3", () => layers.embedding({ inputDim: 5, outputDim: 3, inputLength: 2 }), 3],
] as const)("max-norm limits a unit's incoming weights: %s", async (_name, build, incoming) => {
  const model = tf.sequential({ layers: [build(), layers.flatten(), layers.dense({ units: 1 })] });
  const { shape } = model.layers[0]!.getWeights()[0]!;
  model.layers[0]!.setWeights([tf.ones(shape), ...model.layers[0]!.getWeights().slice(1)]);
  using engine = await createTfjsEngine(tf, model, { loss: meanSquaredError() });
  const inputs = tensor([1, ...engine.inputShape], new Float32Array(engine.inputShape.reduce((a, b) => a * b)));
  await engine.trainBatch([{ inputs, targets: tensor([1, 1], new Float32Array(1)), masks: [] }], STEP).read();
  // n equal weights w have the norm w·√n.
  const [limited] = new Set(model.layers[0]!.getWeights()[0]!.dataSync());
  expect(limited! * Math.sqrt(incoming)).toBeCloseTo(LIMIT, 6);
  model.dispose();
});
