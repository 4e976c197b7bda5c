import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropoutSteps } from "../../src/fitting/advance-dropout-steps.ts";
import { batches } from "../../src/fitting/batches.ts";
import { fitModel } from "../../src/fitting/fit-model.ts";
import { startLayers } from "./start-layers.ts";

/** A layer with the face of Lockstep's dropout, which notes the step of each training pass. */
class Stepped extends tf.layers.Layer {
  static className = "Stepped";
  lockstepStep = 0;
  readonly seen: number[] = [];

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { readonly training?: boolean }): tf.Tensor {
    if (kwargs.training === true) this.seen.push(this.lockstepStep);
    return tf.tidy(() => (Array.isArray(inputs) ? inputs[0]! : inputs).clone());
  }
}

/** A model with one such layer in it and another in a model within. */
function nested(): { readonly model: tf.Sequential; readonly layers: readonly [Stepped, Stepped] } {
  const layers = [new Stepped({ name: "outer" }), new Stepped({ name: "inner" })] as const;
  const within = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] }), layers[1]] });
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] }), layers[0], within] });
  model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
  return { model, layers };
}

const xs = Array.from({ length: 10 }, (_, row) => [row, 1]);
const count = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe("dropout steps", () => {
  beforeAll(() => startLayers("cpu"));

  test("rise by one with each step of fitModel, from where they stand, and not by validation or prediction", async () => {
    const { model, layers } = nested();
    const options = { seed: 1, batchSize: 4, validationSplit: 0.2 } as const;
    await fitModel(tf, model, xs, xs, { ...options, epochs: 2 });
    model.predict(tf.zeros([1, 2]));
    for (const layer of layers) layer.lockstepStep = 7;
    // Once more by hand, which must not count twice.
    await fitModel(tf, model, xs, xs, { ...options, callbacks: dropoutSteps(tf, model) });
    for (const layer of layers) {
      expect(layer.seen).toEqual([...count(0, 4), ...count(7, 9)]);
      expect(layer.lockstepStep).toBe(9);
    }
    model.dispose();
  });

  test("rise in stock fit and fitDataset with the callback, and not without", async () => {
    const { model, layers } = nested();
    const [inputs, targets] = [tf.tensor2d(xs), tf.tensor2d(xs)];
    await model.fit(inputs, targets, { batchSize: 5 });
    expect(layers[0].seen).toEqual([0, 0]);
    await model.fit(inputs, targets, { batchSize: 5, callbacks: [dropoutSteps(tf, model)] });
    const data = batches(tf, { xs, ys: xs, batchSize: 5, seed: 1 });
    await model.fitDataset(data, { epochs: 2, callbacks: [dropoutSteps(tf, model)] });
    for (const layer of layers) expect(layer.seen).toEqual([0, 0, ...count(0, 6)]);
    tf.dispose([inputs, targets]);
    model.dispose();
  });

  test("that differ are refused before the first step", async () => {
    const { model, layers } = nested();
    layers[1].lockstepStep = 3;
    const error = { code: "CHECKPOINT_MISMATCH", message: expect.stringMatching(/layer inner must stand at step 0/) };
    await expect(fitModel(tf, model, xs, xs, { seed: 1 })).rejects.toMatchObject(error);
    const [inputs, targets] = [tf.tensor2d(xs), tf.tensor2d(xs)];
    const callbacks = [dropoutSteps(tf, model)];
    await expect(model.fit(inputs, targets, { callbacks })).rejects.toMatchObject(error);
    expect(layers[0].seen).toEqual([]);
    tf.dispose([inputs, targets]);
    model.dispose();
  });

  test("are found within wrappers, and nothing is asked of models without any", async () => {
    const wrapped = new Stepped({ name: "wrapped" });
    const model = tf.sequential({
      layers: [tf.layers.timeDistributed({ layer: wrapped, inputShape: [3, 2] })],
    });
    model.add(tf.layers.dense({ units: 2 }));
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const rows = Array.from({ length: 4 }, (_, row) => Array.from({ length: 3 }, () => [row, 1]));
    await fitModel(tf, model, rows, rows, { seed: 1, batchSize: 2 });
    expect(wrapped.lockstepStep).toBe(2);
    const plain = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] })] });
    plain.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    await fitModel(tf, plain, xs, xs, { seed: 1 });
    model.dispose();
    plain.dispose();
  });
});
