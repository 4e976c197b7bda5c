import { InvalidOptionError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";

import { callbacks, earlyStopping, type EarlyStoppingCallback } from "../../src/index.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { bitsOf, smallData, smallModel } from "./small-model.ts";

/** A rule on a metric that the test makes up. */
const WATCH = { monitor: "others.score", mode: "min" } as const;

describe.each(BACKENDS)("on %s a model ends with its best weights", (backend) => {
  beforeAll(() => startBackend(backend));

  let data: ReturnType<typeof smallData>;
  let model: tf.Sequential;
  /** The weights' bits at each epoch's end. */
  let recorded: Uint32Array[][] = [];
  beforeEach(() => {
    data = smallData();
    model = smallModel({ optimizer: tf.train.momentum(0.1, 0.9) });
    recorded = [];
    return () => {
      tf.dispose([data.xs, data.ys]);
      model.dispose();
    };
  });

  /** Trains, with scores in place of a metric. */
  function fit(
    stop: tf.Callback,
    scores: readonly number[],
    args: tf.ModelFitArgs = {},
    ...others: tf.CustomCallbackArgs[]
  ): Promise<tf.History> {
    const score = {
      onEpochEnd: async (epoch: number, logs?: tf.Logs) => {
        Object.assign(logs!, { score: scores[epoch]! });
        recorded.push(await bitsOf(model));
      },
    };
    return model.fit(data.xs, data.ys, {
      epochs: scores.length,
      batchSize: 8,
      shuffle: false,
      callbacks: callbacks(tf, [score, stop, ...others]),
      ...args,
    });
  }

  test.each(["device", "host"] as const)("when the rule stops it, kept on the %s", async (keep) => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 2 }, { keep });
    const { epoch } = await fit(stop, [5, 3, 4, 4, 1]);
    expect(epoch).toEqual([0, 1, 2, 3]);
    expect(stop).toMatchObject({ bestEpoch: 1, stopEpoch: 3, stopReason: "patience", restoredEpoch: 1 });
    expect(recorded[3]).not.toEqual(recorded[1]);
    expect(await bitsOf(model)).toEqual(recorded[1]);
  });

  test("when all epochs are done", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 });
    await fit(stop, [5, 3, 4, 4]);
    expect(stop).toMatchObject({ stopEpoch: 3, stopReason: "epochs", restoredEpoch: 1 });
    expect(await bitsOf(model)).toEqual(recorded[1]);
  });

  test("when another callback stops it, within an epoch too", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 });
    let batches = 0;
    const abort = { onBatchEnd: async () => void (model.stopTraining = ++batches === 11) };
    // Validation of the fourth epoch never happens, and its mean is that of two batches: the rule must not look at it.
    const { epoch } = await fit(stop, [5, 3, 4, 1], {}, abort);
    expect(epoch).toEqual([0, 1, 2, 3]);
    expect(stop).toMatchObject({ best: 3, bestEpoch: 1, stopEpoch: 3, stopReason: "aborted", restoredEpoch: 1 });
    expect(await bitsOf(model)).toEqual(recorded[1]);
  });

  test("when another callback ends it with a whole epoch, which counts", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 });
    const abort = { onEpochEnd: async (epoch: number) => void (model.stopTraining = epoch === 1) };
    const first = callbacks(tf, [abort]);
    for (const args of [{}, { validationData: [data.xs, data.ys] as [tf.Tensor, tf.Tensor] }]) {
      const scores = {
        onEpochEnd: async (epoch: number, logs?: tf.Logs) => void Object.assign(logs!, { score: -epoch }),
      };
      await model.fit(data.xs, data.ys, { epochs: 5, ...args, callbacks: callbacks(tf, [...first, scores, stop]) });
      expect(stop).toMatchObject({ bestEpoch: 1, stopEpoch: 1, stopReason: "aborted", restoredEpoch: 1 });
    }
  });

  test("when another cuts its validation short too", async () => {
    const stop = earlyStopping(tf, { monitor: "val_loss", mode: "min", patience: 9 });
    let batches = 0;
    const abort = { onBatchEnd: async () => void (model.stopTraining = ++batches === 5) };
    await fit(stop, [0, 0, 0], { validationData: [data.xs, data.ys] }, abort);
    expect(stop).toMatchObject({ bestEpoch: 0, stopEpoch: 1, stopReason: "aborted", restoredEpoch: 0 });
    expect(await bitsOf(model)).toEqual(recorded[0]);
  });

  test("by restoreBest, where fit rejects and tfjs tells no callback", async () => {
    const before = tf.memory().numTensors;
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 });
    const fail = {
      onEpochBegin: async (epoch: number) => {
        if (epoch === 3) throw new Error("no more");
      },
    };
    await expect(fit(stop, [5, 3, 4, 4], {}, fail)).rejects.toThrow("no more");
    expect(stop.stopReason).toBeNull();
    expect(await bitsOf(model)).toEqual(recorded[2]);
    const best = await stop.bestWeights();
    expect(Object.keys(best!)).toEqual([
      "0.kernel",
      "0.bias",
      "1.gamma",
      "1.beta",
      "1.moving_mean",
      "1.moving_variance",
      "2.kernel",
      "2.bias",
    ]);
    await stop.restoreBest();
    expect(await bitsOf(model)).toEqual(recorded[1]);
    await expect(stop.restoreBest()).rejects.toMatchObject({ code: "MISSING_DATA" });
    // The optimiser's slots: one for each weight that is trained.
    expect(tf.memory().numTensors - before).toBe(6);
  });

  test("without a step over their constraint, which setWeights takes", async () => {
    class Halving extends (tf.constraints.nonNeg().constructor as new () => ReturnType<typeof tf.constraints.nonNeg>) {
      override apply(weight: tf.Tensor): tf.Tensor {
        return tf.mul(weight, 0.5);
      }
    }
    const constrained = tf.sequential({
      layers: [tf.layers.dense({ units: 2, inputShape: [3], kernelConstraint: new Halving() })],
    });
    constrained.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError" });
    model.dispose();
    model = constrained;
    const stop = earlyStopping(tf, { ...WATCH, patience: 1 });
    await fit(stop, [1, 2]);
    expect(await bitsOf(model)).toEqual(recorded[0]);
    const kept = model.getWeights().map((weight) => weight.clone());
    model.setWeights(kept);
    tf.dispose(kept);
    expect(await bitsOf(model)).not.toEqual(recorded[0]);
  });

  test("unless it is told not to", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 2, restoreBest: false });
    await fit(stop, [5, 3, 4, 4]);
    expect(stop).toMatchObject({ bestEpoch: 1, stopEpoch: 3, restoredEpoch: null });
    expect(await bitsOf(model)).toEqual(recorded[3]);
  });

  test.each(["device", "host"] as const)("with one copy at most on the %s, which is freed", async (keep) => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 }, { keep });
    await fit(stop, [1, 2]);
    const tensors = tf.memory().numTensors;
    const held: number[] = [];
    const look = { onEpochEnd: async () => void held.push(tf.memory().numTensors) };
    await fit(stop, [9, 8, 7, 6, 5], {}, look);
    // Sums of loss and accuracy of each epoch, which tfjs keeps to its end, are tensors too.
    const growth = held.map((count, epoch) => count - held[0]! - epoch * (held[1]! - held[0]!));
    expect(growth).toEqual([0, 0, 0, 0, 0]);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  test("afresh in a second fit", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 2 });
    await fit(stop, [1, 2, 2, 2]);
    expect(stop).toMatchObject({ best: 1, stopEpoch: 2 });
    await fit(stop, [9, 8, 9, 9, 9]);
    expect(stop).toMatchObject({ best: 8, bestEpoch: 1, stopEpoch: 3, restoredEpoch: 1 });
  });

  test("after several calls of fit as after one, where the stock callback forgets its count", async () => {
    const scores = [5, 3, 4, 4, 4, 1, 1, 1, 1, 1, 1, 1];
    const whole = earlyStopping(tf, { ...WATCH, patience: 3 });
    expect((await fit(whole, scores)).epoch).toEqual([0, 1, 2, 3, 4]);
    const unbroken = await bitsOf(model);

    const again = async (stop: tf.Callback): Promise<number> => {
      model.dispose();
      model = smallModel({ optimizer: tf.train.momentum(0.1, 0.9) });
      await fit(stop, scores, { epochs: 3 });
      return (await fit(stop, scores, { initialEpoch: 3 })).epoch.at(-1)!;
    };
    const split = earlyStopping(tf, { ...WATCH, patience: 3 }, { epochs: 12 });
    expect(await again(split)).toBe(4);
    expect(split).toMatchObject({ bestEpoch: 1, restoredEpoch: 1, stopReason: "patience" });
    expect(await bitsOf(model)).toEqual(unbroken);
    expect(await again(tf.callbacks.earlyStopping({ monitor: "score", mode: "min", patience: 3 }))).toBe(8);

    const lost = earlyStopping(tf, { ...WATCH, patience: 3 }, { epochs: 12 });
    await fit(lost, scores, { epochs: 3 });
    await expect(fit(lost, scores, { initialEpoch: 4 })).rejects.toThrow(/must be 3.*Pass initialEpoch: 3/);
    lost.dispose();
  });

  test("or gives them to another model, where its own was disposed", async () => {
    const stop = earlyStopping(tf, { ...WATCH, patience: 9 });
    const fail = {
      onEpochBegin: async (epoch: number) => {
        if (epoch === 2) throw new Error("no more");
      },
    };
    await expect(fit(stop, [3, 4, 5], {}, fail)).rejects.toThrow("no more");
    model.dispose();
    await expect(stop.restoreBest()).rejects.toThrow(InvalidOptionError);
    model = smallModel({ seed: 5 });
    await stop.restoreBest(model);
    expect(await bitsOf(model)).toEqual(recorded[0]);
    const other = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [3] })] });
    await expect(stopWithBest(stop, other)).rejects.toThrow(/0.kernel is \[3, 5\] and not \[3, 4\]/);
    other.dispose();
  });

  /** Runs into a failure, then gives the best weights to a model. */
  async function stopWithBest(stop: EarlyStoppingCallback, other: tf.LayersModel): Promise<void> {
    const fail = { onEpochEnd: async () => Promise.reject(new Error("no more")) };
    await expect(fit(stop, [1], {}, fail)).rejects.toThrow("no more");
    try {
      await stop.restoreBest(other);
    } finally {
      stop.dispose();
    }
  }
});

describe("stock tfjs", () => {
  beforeAll(() => startBackend("cpu"));

  test("has no restoreBestWeights", () => {
    expect(() => tf.callbacks.earlyStopping({ restoreBestWeights: true })).toThrow(/not implemented/);
  });

  test("gives the variables themselves by getWeights, so that a naive copy moves along", async () => {
    const { xs, ys } = smallData();
    const model = smallModel();
    const naive = model.getWeights();
    const before = await bitsOf(model);
    await model.fit(xs, ys, { epochs: 1 });
    const values = await Promise.all(naive.map((weight) => weight.data()));
    expect(values.map((value) => new Uint32Array((value as Float32Array).slice().buffer))).not.toEqual(before);
    tf.dispose([xs, ys]);
    model.dispose();
  });
});

test("saveState says that the best weights are gone, where a state without them could not be gone on with", async () => {
  const { xs, ys } = smallData();
  const model = smallModel();
  const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 9 });
  await model.fit(xs, ys, { epochs: 2, callbacks: stop });
  await expect(stop.saveState()).rejects.toMatchObject({ code: "MISSING_DATA" });
  const keepsNone = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 9, restoreBest: false });
  await model.fit(xs, ys, { epochs: 2, callbacks: keepsNone });
  expect(await keepsNone.saveState()).toMatchObject({ nextEpoch: 2, tensors: {} });
  tf.dispose([xs, ys]);
  model.dispose();
});
