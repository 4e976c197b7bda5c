import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { callbacks, checkpoint, dropout, dropoutSteps, earlyStopping, fitModel, memoryStore } from "../../src/index.ts";
import { bitsOf, smallData, smallModel } from "../callbacks/small-model.ts";
import { startBackend } from "../start-backend.ts";

describe("a checkpoint goes on with the run that was saved, and no other", () => {
  beforeAll(() => startBackend("cpu"));

  let data: ReturnType<typeof smallData>;
  let model: tf.Sequential;
  beforeEach(() => {
    data = smallData();
    model = smallModel({ optimizer: tf.train.momentum(0.1, 0.9) });
  });
  afterEach(() => {
    tf.dispose([data.xs, data.ys]);
    model.dispose();
  });

  test.each([
    ["seed", { rate: 0.5, seed: 2, site: 0 }],
    ["site", { rate: 0.5, seed: 1, site: 1 }],
    ["rate", { rate: 0.4, seed: 1, site: 0 }],
    ["axes", { rate: 0.5, seed: 1, site: 0, sharedAxes: [0] }],
  ])("refuses dropout of another %s, which would draw other masks", async (_what, other) => {
    const [first, second] = [{ rate: 0.5, seed: 1, site: 0 }, other].map((options) => {
      const layers = [dropout(tf, { ...options, inputShape: [3] }), tf.layers.dense({ units: 2 })];
      const dropping = tf.sequential({ layers });
      dropping.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      return dropping;
    }) as [tf.Sequential, tf.Sequential];
    const store = memoryStore();
    await first.fit(data.xs, data.ys, { callbacks: [dropoutSteps(tf, first), checkpoint(tf, { store })] });
    await expect(checkpoint(tf, { store }).resume(second)).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(/the dropout layer .* must be as in the run that was saved .*"seed":"1"/),
    });
    first.dispose();
    second.dispose();
  });

  test("refuses a model of which other layers are frozen, whose slots would be others'", async () => {
    const store = memoryStore();
    await model.fit(data.xs, data.ys, { epochs: 1, callbacks: checkpoint(tf, { store }) });
    const other = smallModel();
    other.layers[0]!.trainable = false;
    other.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: "categoricalCrossentropy" });
    const before = await bitsOf(other);
    await expect(checkpoint(tf, { store }).resume(other)).rejects.toThrow(
      /trained weights must be .*\(0.kernel, 0.bias, .*got "1.gamma, .*trainable/,
    );
    expect(await bitsOf(other)).toEqual(before);
    other.dispose();
  });

  test("saves no epoch that lacks batches, although fitModel validates it", async () => {
    const saved = checkpoint(tf, { store: memoryStore() });
    const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 9 });
    let batches = 0;
    // Two batches of an epoch; then the second one of the second epoch.
    const abort = { onBatchEnd: async () => void (model.stopTraining = ++batches === 3) };
    const run = { seed: 1, batchSize: 8, validationSplit: 0.2, callbacks: [abort, stop, saved] };
    await fitModel(tf, model, data.xs, data.ys, { ...run, epochs: 4 });
    expect(stop).toMatchObject({ stopEpoch: 1, stopReason: "aborted" });
    expect(saved.saved).toEqual({ epoch: 1, step: 2 });
    // One that is stopped after its last batch is whole.
    batches = 1;
    await fitModel(tf, model, data.xs, data.ys, { ...run, epochs: 4 });
    expect(saved.saved).toEqual({ epoch: 1, step: 5 });
  });

  test("a run that has ended restores its best weights without being told the model again", async () => {
    const store = memoryStore();
    const make = () => earlyStopping(tf, { monitor: "others.score", mode: "min", patience: 1 });
    const score = { onEpochEnd: async (epoch: number, logs?: tf.Logs) => void Object.assign(logs!, { score: epoch }) };
    const stop = make();
    const run = callbacks(tf, [score, stop, checkpoint(tf, { store, with: [stop] })]);
    await model.fit(data.xs, data.ys, { epochs: 4, callbacks: run });
    expect(stop).toMatchObject({ stopEpoch: 1, restoredEpoch: 0 });
    const best = await bitsOf(model);
    const again = smallModel({ optimizer: tf.train.momentum(0.1, 0.9), seed: 5 });
    const loaded = make();
    expect(await checkpoint(tf, { store, with: [loaded] }).resume(again)).toMatchObject({ ended: true });
    await loaded.restoreBest();
    expect(await bitsOf(again)).toEqual(best);
    again.dispose();
  });
});
