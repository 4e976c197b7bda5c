import { clipByNorm, InvalidOptionError, readSafetensors } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import {
  checkpoint,
  clipGradients,
  dropout,
  dropoutSteps,
  earlyStopping,
  memoryStore,
  reduceOnPlateau,
  type CheckpointStore,
} from "../../src/index.ts";
import { bitsOf, smallData, smallModel } from "../callbacks/small-model.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";
import { trainWith } from "./checkpoint-run.ts";

const OPTIMIZERS: readonly [string, () => tf.Optimizer][] = [
  ["sgd", () => tf.train.sgd(0.1)],
  ["momentum", () => tf.train.momentum(0.1, 0.9)],
  ["adam", () => tf.train.adam(0.1)],
  ["adamax", () => tf.train.adamax(0.1, 0.9, 0.999, 1e-8, 0.01)],
  ["adagrad", () => tf.train.adagrad(0.1)],
  ["adadelta", () => tf.train.adadelta(0.1, 0.9)],
  ["rmsprop", () => tf.train.rmsprop(0.1, 0.9, 0.5)],
  ["centered rmsprop", () => tf.train.rmsprop(0.1, 0.9, 0.5, undefined, true)],
  ["clipped sgd", () => clipGradients(tf, tf.train.sgd(0.1), clipByNorm(0.1))],
];

describe.each(BACKENDS)("on %s a run that is killed and resumed", (backend) => {
  beforeAll(() => startBackend(backend));

  test.each(OPTIMIZERS)("ends with the same bits as one that was not: %s", async (_name, make) => {
    const whole = await trainWith(memoryStore(), make);
    expect(whole.trained).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(whole.stop).toMatchObject({ bestEpoch: 2, stopEpoch: 6, stopReason: "patience", restoredEpoch: 2 });

    const store = memoryStore();
    // Twice: before the best epoch, and after it.
    await expect(trainWith(store, make, { diesIn: 1 })).rejects.toThrow("killed");
    await expect(trainWith(store, make, { diesIn: 4, seed: 2 })).rejects.toThrow("killed");
    const resumed = await trainWith(store, make, { seed: 3 });
    expect(resumed.trained).toEqual([4, 5, 6]);
    expect(resumed.stop.state).toEqual(whole.stop.state);
    expect(resumed.bits).toEqual(whole.bits);
    // A run that has ended has nothing to go on with, but its best weights are there.
    const again = await trainWith(store, make, { seed: 4 });
    expect(again).toMatchObject({ trained: [], bits: whole.bits });
  });
});

describe("checkpoint", () => {
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

  function fit(callbacks: tf.Callback[], args: tf.ModelFitArgs = {}): Promise<tf.History> {
    const common = { epochs: 4, batchSize: 8, shuffle: false } as const;
    return model.fit(data.xs, data.ys, { ...common, callbacks, ...args });
  }

  async function savedStore(): Promise<Required<CheckpointStore>> {
    const store = memoryStore();
    await fit([checkpoint(tf, { store })]);
    return store;
  }

  test("is a safetensors file with the weights by their place", async () => {
    const { tensors, metadata } = readSafetensors((await (await savedStore()).load("checkpoint"))!, "saved");
    expect(Object.keys(tensors).filter((name) => name.startsWith("weights."))).toHaveLength(8);
    expect(Array.from(new Uint32Array(tensors["weights.0.kernel"]!.data.slice().buffer))).toEqual(
      Array.from((await bitsOf(model))[0]!),
    );
    expect(JSON.parse(metadata["lockstep"]!)).toMatchObject({ epoch: 4, step: 12, backend: "cpu" });
  });

  test("leaks nothing by saving and resuming", async () => {
    const store = memoryStore();
    const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 9 });
    const saved = checkpoint(tf, { store, with: [stop] });
    await fit([stop, saved], { epochs: 1 });
    const tensors = tf.memory().numTensors;
    for (let epochs = 2; epochs < 7; epochs++) {
      const { initialEpoch } = await saved.resume(model);
      await fit([stop, saved], { initialEpoch, epochs });
      expect(tf.memory().numTensors).toBe(tensors);
    }
  });

  test("saves every k-th epoch, under its name, and no epoch that was cut short", async () => {
    const store = memoryStore();
    const saved = checkpoint(tf, { store, name: "run-7", every: { epochs: 2 } });
    let batches = 0;
    const abort = new tf.CustomCallback(
      { onBatchEnd: async () => void (model.stopTraining = ++batches === 10) },
      "never",
    ) as unknown as tf.Callback;
    await fit([abort, saved]);
    expect(saved.saved).toEqual({ epoch: 2, step: 6 });
    expect(await store.list()).toEqual(["run-7"]);
  });

  test("carries the steps of dropout layers, those within models too", async () => {
    const inner = tf.sequential({ layers: [dropout(tf, { rate: 0.5, seed: 1, site: 0, inputShape: [3] })] });
    const dropping = tf.sequential({
      layers: [inner, dropout(tf, { rate: 0.5, seed: 1, site: 1 }), tf.layers.dense({ units: 2 })],
    });
    dropping.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const store = memoryStore();
    const run = { epochs: 2, batchSize: 8, callbacks: [dropoutSteps(tf, dropping), checkpoint(tf, { store })] };
    await dropping.fit(data.xs, data.ys, run);
    const counted = dropoutSteps(tf, dropping, { step: 0 });
    await checkpoint(tf, { store }).resume(dropping);
    expect(counted.step).toBe(6);
    const identity = tf.sequential({ layers: [tf.layers.activation({ activation: "linear", inputShape: [3] })] });
    const plain = tf.sequential({
      layers: [identity, tf.layers.activation({ activation: "linear" }), tf.layers.dense({ units: 2 })],
    });
    plain.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    await expect(checkpoint(tf, { store }).resume(plain)).rejects.toThrow(/number of dropout layers must be .*\(2\)/);
    dropping.dispose();
    plain.dispose();
  });

  test("begins at 0 where nothing was saved", async () => {
    const saved = checkpoint(tf, { store: memoryStore() });
    expect(await saved.resume(model)).toEqual({ initialEpoch: 0, step: 0, ended: false });
    expect((await fit([saved])).epoch).toEqual([0, 1, 2, 3]);
  });

  test("refuses another model, optimiser, backend or other callbacks, and leaves all as it was", async () => {
    const store = await savedStore();
    const before = await bitsOf(model);
    const wide = tf.sequential({ layers: [tf.layers.dense({ units: 5, inputShape: [3] })] });
    wide.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: "meanSquaredError" });
    const saved = checkpoint(tf, { store });
    await expect(saved.resume(wide)).rejects.toMatchObject({
      code: "CHECKPOINT_MISMATCH",
      message: expect.stringMatching(/1.gamma is unknown, .* and 2 more/),
    });
    wide.dispose();
    const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 3 });
    await expect(checkpoint(tf, { store, with: [stop] }).resume(model)).rejects.toThrow(/number of callbacks must be/);
    model.optimizer = tf.train.momentum(0.1, 0.5);
    await expect(saved.resume(model)).rejects.toThrow(/optimizer must be .*"momentum":0.9/);
    model.optimizer = tf.train.adam(0.1);
    await expect(saved.resume(model)).rejects.toThrow(/optimizer must be .*Momentum/);
    expect(await bitsOf(model)).toEqual(before);

    await tf.setBackend("wasm");
    const there = smallModel({ optimizer: tf.train.momentum(0.1, 0.9) });
    await expect(saved.resume(there)).rejects.toThrow(/backend must be .*\(cpu\), got "wasm".*setBackend\("cpu"\)/);
    there.dispose();
    await tf.setBackend("cpu");
  });

  test("refuses callbacks with other options, before any is changed", async () => {
    const store = memoryStore();
    const pair = (patience: number, factor: number) => [
      earlyStopping(tf, { monitor: "loss", mode: "min", patience, restoreBest: false }),
      reduceOnPlateau(tf, { monitor: "loss", mode: "min", factor }),
    ];
    const first = pair(3, 0.5);
    await fit([...first, checkpoint(tf, { store, with: first })]);
    const other = pair(3, 0.1);
    await expect(checkpoint(tf, { store, with: other }).resume(model)).rejects.toThrow(/reduceOnPlateau: options must/);
    // The rule before it still begins anew.
    expect((await fit(other)).epoch).toEqual([0, 1, 2, 3]);
    await expect(checkpoint(tf, { store, with: pair(3, 0.5).toReversed() }).resume(model)).rejects.toThrow(
      /state must be what reduceOnPlateau's saveState gave/,
    );
    await checkpoint(tf, { store, with: pair(3, 0.5) }).resume(model);
  });

  test("refuses to go on at another epoch or step than it left", async () => {
    const store = await savedStore();
    const saved = checkpoint(tf, { store });
    expect(await saved.resume(model)).toEqual({ initialEpoch: 4, step: 12, ended: false });
    await expect(fit([saved], { epochs: 6 })).rejects.toThrow(/first epoch of fit must be 4.*initialEpoch: 4/);
    await saved.resume(model);
    await fit([], { epochs: 1 });
    await expect(fit([saved], { epochs: 6, initialEpoch: 4 })).rejects.toThrow(/optimiser's step must be 12.*got 15/);
  });

  test("tells of a callback that it is to save and that fit does not have before it", async () => {
    const stop = earlyStopping(tf, { monitor: "loss", mode: "min", patience: 3 });
    const saved = checkpoint(tf, { store: memoryStore(), with: [stop] });
    await expect(fit([saved])).rejects.toThrow(/earlyStopping must have seen epoch 0.*before the checkpoint/);
    stop.dispose();
  });

  test("refuses files that are damaged or of something else, and models that are not ready", async () => {
    const store = await savedStore();
    const bytes = (await store.load("checkpoint"))!;
    await store.save("checkpoint", bytes.slice(0, 100));
    const saved = checkpoint(tf, { store });
    await expect(saved.resume(model)).rejects.toMatchObject({ code: "INVALID_DATA" });
    const { tensors, metadata } = readSafetensors(bytes, "saved");
    const { writeSafetensors } = await import("@lockstep/core");
    await store.save("checkpoint", writeSafetensors(tensors));
    await expect(saved.resume(model)).rejects.toMatchObject({ code: "CHECKPOINT_MISMATCH" });
    const changed = metadata["lockstep"]!.replace('"step":12', '"step":11');
    await store.save("checkpoint", writeSafetensors(tensors, { lockstep: changed }));
    await expect(saved.resume(model)).rejects.toThrow(/step must be the optimiser's \(12\), got 11/);
    const uncompiled = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    await expect(saved.resume(uncompiled)).rejects.toThrow(/must be compiled/);
    uncompiled.dispose();
    const disposed = smallModel();
    disposed.dispose();
    await expect(saved.resume(disposed)).rejects.toThrow(InvalidOptionError);
  });

  test.each([
    [{}, /store must have save and load/],
    [{ store: memoryStore(), every: { steps: 5 } }, /every: steps is not an option.*batchesPerEpoch/],
    [{ store: memoryStore(), every: { epochs: 0 } }, /every.epochs must be an integer of at least 1/],
    [{ store: memoryStore(), name: "a/b" }, /name must be 1 to 100 letters/],
    [{ store: memoryStore(), with: [tf.callbacks.earlyStopping()] }, /with must list callbacks made by/],
    [{ store: memoryStore(), callbacks: [] }, /Name it with/],
  ])("refuses the options %j", (options, said) => {
    expect(() => checkpoint(tf, options as never)).toThrow(said);
  });
});

describe("stock tfjs", () => {
  beforeAll(() => startBackend("cpu"));

  test("resumes Adam from getWeights with other products of its betas, and Adamax not at all", async () => {
    const adam = tf.train.adam(0.1);
    const weight = tf.variable(tf.scalar(1));
    const gradient = tf.scalar(1);
    const product = (optimizer: tf.Optimizer): number =>
      (optimizer as unknown as { accBeta1: tf.Variable }).accBeta1.dataSync()[0]!;
    const copies: number[] = [];
    const originals: number[] = [];
    for (let step = 0; step < 20; step++) {
      adam.applyGradients([{ name: weight.name, tensor: gradient }]);
      const copy = tf.train.adam(0.1);
      await copy.setWeights(await adam.getWeights());
      copies.push(product(copy));
      originals.push(product(adam));
    }
    expect(copies).not.toEqual(originals);
    await expect(tf.train.adamax(0.1).getWeights()).rejects.toThrow(/not implemented/);
    tf.dispose([weight, gradient]);
  });
});
