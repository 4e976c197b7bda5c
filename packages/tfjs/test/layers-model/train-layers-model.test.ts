import { arrayDataset, fit, sgd, softmaxCrossEntropy, tensor, type Tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { seededTensor } from "../engine/seeded-tensor.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { stockModel, trainAlike, transposed } from "./train-alike.ts";

const INPUTS = seededTensor(3, [12, 6], -1, 1);
const TARGETS = tensor(
  [12],
  Int32Array.from({ length: 12 }, (_, row) => row % 3),
);
const STOCK = { loss: softmaxCrossEntropy(), stockDropout: "replace" } as const;
const FIT = { epochs: 2, batchSize: 5, seed: 1, optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }) };

describe.each(BACKENDS)("a model of tfjs-layers on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  test("trains as the reference engine does, under the same masks and batches", async () => {
    const { stock, reference } = await trainAlike();
    const losses = stock.report.history.map(({ trainingLoss }) => trainingLoss);
    expect(losses).toHaveLength(6);
    for (const [epoch, { trainingLoss }] of reference.report.history.entries())
      expect(losses[epoch]).toBeCloseTo(trainingLoss, 5);
    expectClose(transposed(stock.parameters["0.kernel"]!), reference.parameters["0.weight"]!);
    expectClose(stock.parameters["2.bias"]!, reference.parameters["3.bias"]!);
  });

  test("is left trained, predicts probabilities, and evaluates by itself as before", async () => {
    const model = stockModel();
    const engine = await createTfjsEngine(tf, model, STOCK);
    const before = await model.weights[0]!.read().data();
    await fit(engine, arrayDataset({ inputs: INPUTS, targets: TARGETS }), FIT);
    const { data } = await engine.predict(INPUTS);
    const own = tf.tidy(() => (model.predict(tf.tensor2d(INPUTS.data, [12, 6])) as tf.Tensor).dataSync());
    expect(data).toEqual(own);
    expect(data.slice(0, 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    engine.dispose();
    expect(await model.weights[0]!.read().data()).not.toEqual(before);
    model.dispose();
  });

  test("keeps tensors flat, and leaves none behind", async () => {
    const atFirst = tf.memory().numTensors;
    const model = stockModel();
    const engine = await createTfjsEngine(tf, model, STOCK);
    const data = arrayDataset({ inputs: INPUTS, targets: TARGETS });
    await fit(engine, data, FIT);
    const settled = tf.memory();
    for (let round = 0; round < 20; round++) await fit(engine, data, { ...FIT, validation: data });
    expect(tf.memory().numTensors).toBe(settled.numTensors);
    expect(tf.memory().numBytes).toBe(settled.numBytes);
    engine.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(atFirst);
  });

  test("goes on from a state bit for bit, batch norm's statistics among it", async () => {
    const build = (): tf.Sequential =>
      tf.sequential({
        layers: [
          tf.layers.dense({ units: 4, inputShape: [6] }),
          tf.layers.batchNormalization(),
          tf.layers.dense({ units: 3 }),
        ],
      });
    const options = { loss: softmaxCrossEntropy() };
    const data = arrayDataset({ inputs: INPUTS, targets: TARGETS });
    const batches = { ...FIT, lastBatch: "drop" } as const;
    const [first, second] = [build(), build()];
    using unbroken = await createTfjsEngine(tf, first, options);
    using resumed = await createTfjsEngine(tf, second, options);
    expect(resumed.modelFingerprint).toBe(unbroken.modelFingerprint);
    await resumed.writeState(await unbroken.readState());
    await fit(unbroken, data, batches);
    await fit(resumed, data, batches);
    const state = await unbroken.readState();
    expect(Object.keys(state.buffers!)).toEqual(["1.moving_mean", "1.moving_variance"]);
    expect(state.buffers!["1.moving_mean"]!.data).not.toEqual(new Float32Array(4));
    expect(await resumed.readState()).toEqual(state);
    first.dispose();
    second.dispose();
  });
});

function expectClose(received: Tensor, expected: Tensor): void {
  const largest = Math.max(...expected.data.map(Math.abs));
  const differences = received.data.map((value, index) => Math.abs(value - expected.data[index]!));
  expect(received.shape).toEqual(expected.shape);
  expect(Math.max(...differences)).toBeLessThan(1e-5 * largest);
}
