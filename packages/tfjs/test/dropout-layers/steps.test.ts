import { CheckpointMismatchError, InvalidOptionError, keepBits, dropoutMask } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import type { RandomLayer } from "../../src/dropout-layers/random-layer.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const UNITS = 6;
const ROWS = 4;

/** A product with ones, then dropout: at an input of ones, the gradient of the sum is the scale times the kept rows. */
function countingModel(options: { readonly site?: number; readonly seed?: number } = {}) {
  const layer = dropout(tf, { rate: 0.5, seed: options.seed ?? 9, site: options.site ?? 0 });
  const dense = tf.layers.dense({ units: UNITS, useBias: false, kernelInitializer: "ones", inputShape: [1] });
  const model = tf.sequential({ layers: [dense, layer] });
  model.compile({ optimizer: tf.train.sgd(1), loss: (_, predicted) => tf.sum(predicted) });
  return { model, layer, dense };
}

/** Σ over steps of what each update takes off each unit of the kernel. */
function expectedKernel(steps: readonly number[], seed = 9): number[] {
  const kernel = Array.from({ length: UNITS }, () => 1);
  for (const step of steps) {
    const keep = keepBits(dropoutMask({ seed, site: 0, step, rate: 0.5, shape: [ROWS, UNITS] }));
    keep.forEach((bit, index) => (kernel[index % UNITS]! -= 2 * bit));
  }
  return kernel;
}

const kernelOf = (layer: tf.layers.Layer): number[] => [...layer.getWeights()[0]!.dataSync()];

describe.each(BACKENDS)("the step of a model's layers on %s", (backend) => {
  let x: tf.Tensor;
  let y: tf.Tensor;
  beforeAll(async () => {
    await startBackend(backend);
    [x, y] = [tf.ones([ROWS, 1]), tf.zeros([ROWS, UNITS])];
  });
  const fit = (model: tf.LayersModel, callbacks: tf.Callback[], epochs = 1) =>
    model.fit(x, y, { epochs, batchSize: ROWS, shuffle: false, callbacks });

  test("sends the gradient through the mask of its own step", async () => {
    const { model, dense } = countingModel();
    await fit(model, [dropoutSteps(tf, model)], 3);
    expect(kernelOf(dense)).toEqual(expectedKernel([0, 1, 2]));
  });

  test("goes on in the next fit, with the same callback or another", async () => {
    const { model, layer, dense } = countingModel();
    const steps = dropoutSteps(tf, model);
    await fit(model, [steps]);
    await fit(model, [steps]);
    await fit(model, [dropoutSteps(tf, model)]);
    expect(kernelOf(dense)).toEqual(expectedKernel([0, 1, 2]));
    expect(layer.lockstepStep).toBe(3);
  });

  test("moves on by one where two callbacks count", async () => {
    const { model, layer, dense } = countingModel();
    await fit(model, [dropoutSteps(tf, model), dropoutSteps(tf, model)], 2);
    expect(layer.lockstepStep).toBe(2);
    expect(kernelOf(dense)).toEqual(expectedKernel([0, 1]));
  });

  test("is moved neither by prediction and evaluation, which are the identity, nor by calls by hand", async () => {
    const { model, layer } = countingModel();
    dropoutSteps(tf, model, { step: 5 }).update(() => undefined);
    const input = tf.ones([ROWS, UNITS]);
    const keep = keepBits(dropoutMask({ seed: 9, site: 0, step: 6, rate: 0.5, shape: [ROWS, UNITS] }));
    expect([...(model.predict(x) as tf.Tensor).dataSync()]).toEqual(Array(ROWS * UNITS).fill(1));
    expect((model.evaluate(x, y, { batchSize: ROWS }) as tf.Scalar).dataSync()[0]).toBe(ROWS * UNITS);
    for (let call = 0; call < 2; call++) {
      const output = layer.apply(input, { training: true }) as tf.Tensor;
      expect([...output.dataSync()]).toEqual([...keep].map((bit) => 2 * bit));
    }
    expect([...(layer.apply(input) as tf.Tensor).dataSync()]).toEqual(Array(ROWS * UNITS).fill(1));
    expect(layer.lockstepStep).toBe(6);
  });

  test("moves on where fit evaluates after every epoch, by the updates alone", async () => {
    const { model, dense } = countingModel();
    const callbacks = [dropoutSteps(tf, model)];
    await model.fit(x, y, {
      epochs: 2,
      batchSize: ROWS,
      shuffle: false,

      callbacks,
      validationData: [x, y],
    });
    expect(kernelOf(dense)).toEqual(expectedKernel([0, 1]));
  });

  test("moves on within fitDataset", async () => {
    const { model, dense } = countingModel();
    const dataset = tf.data.array([{ xs: x, ys: y }]);
    await model.fitDataset(dataset, { epochs: 2, callbacks: [dropoutSteps(tf, model)] });
    expect(kernelOf(dense)).toEqual(expectedKernel([0, 1]));
  });

  test("moves on in loops of one's own, once an update has succeeded", async () => {
    const { model, dense } = countingModel();
    const steps = dropoutSteps(tf, model, { step: 7 });
    const optimizer = tf.train.sgd(1);
    const loss = (): tf.Scalar => tf.sum(model.apply(x, { training: true }) as tf.Tensor);
    expect(steps.update(() => optimizer.minimize(loss) ?? "done")).toBe("done");
    const pending = steps.update(() => model.trainOnBatch(x, y));
    expect(steps.step).toBe(8);
    await pending;
    expect(steps.step).toBe(9);
    const failure = (): never => {
      throw new Error("no update");
    };
    expect(() => steps.update(failure)).toThrow("no update");
    await expect(steps.update(async () => failure())).rejects.toThrow("no update");
    expect(steps.step).toBe(9);
    expect(kernelOf(dense)).toEqual(expectedKernel([7, 8]));
  });

  test("gives all gradients of one update the same mask", () => {
    const { model } = countingModel();
    const loss = (): tf.Scalar => tf.sum(model.apply(x, { training: true }) as tf.Tensor);
    const steps = dropoutSteps(tf, model);
    const gradients = steps.update(() => [tf.variableGrads(loss), tf.variableGrads(loss)]);
    const [first, second] = gradients.map(({ grads }) => [...Object.values(grads)[0]!.dataSync()]);
    expect(second).toEqual(first);
    expect(steps.step).toBe(1);
  });

  test("is refused to gradients that nothing counts, before any weight changes", async () => {
    const { model, layer, dense } = countingModel();
    await expect(fit(model, [])).rejects.toThrow(InvalidOptionError);
    await expect(fit(model, [])).rejects.toThrow(/step 0 is not counted by anything.*dropoutSteps\(tf, model\)/);
    const loss = (): tf.Scalar => tf.sum(model.apply(x, { training: true }) as tf.Tensor);
    expect(() => tf.train.sgd(1).minimize(loss)).toThrow(InvalidOptionError);
    await expect(model.trainOnBatch(x, y)).rejects.toThrow(InvalidOptionError);
    expect(kernelOf(dense)).toEqual(expectedKernel([]));
    expect(layer.lockstepStep).toBe(0);
    await fit(model, [dropoutSteps(tf, model)]);
    expect(kernelOf(dense)).toEqual(expectedKernel([0]));
  });

  test("is refused after a fit that broke off within a batch", async () => {
    const { model, dense } = countingModel();
    const breakOff = new tf.CustomCallback({
      onBatchEnd: () => {
        throw new Error("broke off");
      },
    }) as unknown as tf.Callback;
    await expect(fit(model, [breakOff, dropoutSteps(tf, model)])).rejects.toThrow("broke off");
    const before = kernelOf(dense);
    await expect(fit(model, [])).rejects.toThrow(InvalidOptionError);
    expect(kernelOf(dense)).toEqual(before);
  });

  test("is part of the config, and set by its name", () => {
    const layer: RandomLayer = dropout(tf, { rate: 0.5, seed: 1, site: 0 });
    layer.lockstepStep = 12;
    expect(layer.getConfig()).toMatchObject({ rate: 0.5, seed: 1, site: 0, step: 12 });
    for (const step of [-1, 0.5, NaN, 2 ** 32, "3"]) {
      expect(() => (layer.lockstepStep = step as number)).toThrow(InvalidOptionError);
    }
    expect(layer.lockstepStep).toBe(12);
  });

  test("has to fit the run", async () => {
    const { model } = countingModel();
    const resumed = { epochs: 3, initialEpoch: 2, batchSize: ROWS, verbose: 0 } as const;
    await expect(model.fit(x, y, { ...resumed, callbacks: [dropoutSteps(tf, model)] })).rejects.toThrow(
      CheckpointMismatchError,
    );
    const steps = dropoutSteps(tf, model, { step: 2 });
    await model.fit(x, y, { ...resumed, callbacks: [steps] });
    expect(steps.step).toBe(3);
    // Said outright, even 0 is believed: a model that was trained without masks, say.
    const fresh = dropoutSteps(tf, model, { step: 0 });
    await model.fit(x, y, { ...resumed, callbacks: [fresh] });
    expect(fresh.step).toBe(1);
  });

  test("is that of layers that were added after the callback was made, too", async () => {
    const { model, layer } = countingModel();
    const steps = dropoutSteps(tf, model);
    const added = dropout(tf, { rate: 0.5, seed: 9, site: 1 });
    model.add(added);
    model.compile({ optimizer: tf.train.sgd(1), loss: "meanSquaredError" });
    await fit(model, [steps], 2);
    expect([layer.lockstepStep, added.lockstepStep]).toEqual([2, 2]);
  });

  test("has to be one for all layers, each with an address of its own", async () => {
    const first = dropout(tf, { rate: 0.5, seed: 1, site: 0, inputShape: [UNITS] });
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: UNITS, inputShape: [UNITS] })] });
    const second = dropout(tf, { rate: 0.2, seed: 1, site: 1 });
    inner.add(second);
    const model = tf.sequential({ layers: [first, inner] });
    second.lockstepStep = 4;
    expect(() => dropoutSteps(tf, model)).toThrow(CheckpointMismatchError);
    const steps = dropoutSteps(tf, model, { step: 3 });
    expect([first.lockstepStep, second.lockstepStep, steps.step]).toEqual([3, 3, 3]);
    first.lockstepStep = 4;
    model.compile({ optimizer: tf.train.sgd(1), loss: "meanSquaredError" });
    const inputs = tf.ones([ROWS, UNITS]);
    const args: tf.ModelFitArgs = { batchSize: ROWS, callbacks: [steps] };
    await expect(model.fit(inputs, inputs, { ...args })).rejects.toThrow(CheckpointMismatchError);
    second.lockstepStep = 4;
    await model.fit(inputs, inputs, { ...args });
    expect([first.lockstepStep, second.lockstepStep]).toEqual([5, 5]);
    model.add(dropout(tf, { rate: 0.2, seed: 1, site: 0 }));
    // Only now does tfjs take the layer into what it computes.
    model.compile({ optimizer: tf.train.sgd(1), loss: "meanSquaredError" });
    expect(() => dropoutSteps(tf, model)).toThrow(/would drop the same units.*"seed 1, site 0"/);
    await expect(model.fit(inputs, inputs, { ...args })).rejects.toThrow(InvalidOptionError);
    const other = countingModel();
    await expect(fit(other.model, [dropoutSteps(tf, countingModel().model)])).rejects.toThrow(/another model/);
    expect(() => dropoutSteps(tf, tf.sequential())).toThrow(/replaceDropout/);
    expect(() => dropoutSteps(tf, other.model, { steps: 1 } as object)).toThrow(/Did you mean "step"/);
    expect(() => dropoutSteps(tf, other.model, { step: -1 })).toThrow(InvalidOptionError);
    expect(() => dropoutSteps(tf, {} as tf.LayersModel)).toThrow(/tf\.LayersModel/);
  });

  test("costs no tensors over 300 updates", async () => {
    const { model } = countingModel();
    const steps = dropoutSteps(tf, model);
    await fit(model, [steps], 1);
    const before = tf.memory().numTensors;
    await fit(model, [steps], 300);
    expect(tf.memory().numTensors).toBe(before);
    expect(steps.step).toBe(301);
  });
});
