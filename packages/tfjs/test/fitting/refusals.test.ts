import { LockstepError } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { fitModel } from "../../src/fitting/fit-model.ts";
import type { RowData } from "../../src/fitting/row-data.ts";
import { smallModel, smallProblem, weightsOf } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";

/** Trains a fresh model and checks that a failure leaves weights and tensors as they were, and the model trainable. */
async function attempt(
  options: object,
  data?: { readonly xs?: RowData; readonly ys?: RowData },
): Promise<LockstepError> {
  const { xs, ys } = smallProblem(tf, 10);
  const model = smallModel(tf);
  const weights = await weightsOf(model);
  const before = tf.memory().numTensors;
  const call = fitModel(tf, model, data?.xs ?? xs, data?.ys ?? ys, { seed: 1, ...options });
  const error: unknown = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(LockstepError);
  expect(tf.memory().numTensors).toBe(before);
  expect(await weightsOf(model)).toEqual(weights);
  await fitModel(tf, model, xs, ys, { seed: 1 });
  tf.dispose([xs, ys]);
  model.dispose();
  return error as LockstepError;
}

/** The model within a sequential one: it is what trains. */
function trained(model: tf.Sequential): tf.LayersModel {
  return (model as unknown as { readonly model: tf.LayersModel }).model;
}

describe("what stock fit passes over in silence", () => {
  beforeAll(() => startLayers("cpu"));

  /** The steps that stock fit does, and whether it validates. */
  async function stock(rows: number, args: object): Promise<{ steps: number; validates: boolean; epochs: number }> {
    const { xs, ys } = smallProblem(tf, Math.max(rows, 1));
    const model = smallModel(tf);
    let steps = 0;
    const onBatchEnd = () => void steps++;
    const [inputs, targets] = [tf.slice(xs, 0, rows), tf.slice(ys, 0, rows)];
    const { history, epoch } = await model.fit(inputs, targets, { batchSize: 4, ...args, callbacks: { onBatchEnd } });
    tf.dispose([xs, ys, inputs, targets]);
    model.dispose();
    return { steps, validates: "val_loss" in history, epochs: epoch.length };
  }

  test("no rows", async () => {
    expect(await stock(0, {})).toEqual({ steps: 0, validates: false, epochs: 1 });
    const empty = { xs: tf.zeros([0, 8]), ys: tf.zeros([0, 3]) };
    expect(await attempt({}, empty)).toMatchObject({ code: "INVALID_DATA" });
    tf.dispose(empty);
  });

  test("a split that leaves no row to train on", async () => {
    expect(await stock(1, { validationSplit: 0.5 })).toMatchObject({ steps: 0 });
    const one = { xs: tf.zeros([1, 8]), ys: tf.ones([1, 3]) };
    const error = await attempt({ validationSplit: 0.5 }, one);
    expect(error).toMatchObject({
      code: "INVALID_OPTION",
      message: expect.stringMatching(/at least one of the 1 rows/),
    });
    tf.dispose(one);
  });

  test.each([1, 1.5, 20, -0.1, NaN, "0.2"])("a split of %s", async (validationSplit) => {
    expect(await stock(8, { validationSplit })).toEqual({ steps: 2, validates: validationSplit === "0.2", epochs: 1 });
    const error = await attempt({ validationSplit });
    expect(error).toMatchObject({ code: "INVALID_OPTION", message: expect.stringMatching(/validationSplit/) });
  });

  test.each([{ stepsPerEpoch: 1 }, { batchesPerEpoch: 1 }, { batchsize: 2 }])("an option: %j", async (args) => {
    expect(await stock(8, args)).toMatchObject({ steps: 2 });
    expect(await attempt(args)).toMatchObject({ code: "UNKNOWN_OPTION" });
  });

  test("rows of weight 0 in a loss that gives one number for all rows: tf.losses leave the weights out", async () => {
    const { xs, ys } = smallProblem(tf, 10);
    const model = smallModel(tf);
    const loss = (target: tf.Tensor, prediction: tf.Tensor) => tf.losses.meanSquaredError(target, prediction);
    model.compile({ optimizer: tf.train.sgd(0.1), loss });
    const weights = await weightsOf(model);
    const before = tf.memory().numTensors;
    const sampleWeight = Float32Array.from({ length: 10 }, (_, row) => row);
    await expect(fitModel(tf, model, xs, ys, { seed: 1, sampleWeight })).rejects.toMatchObject({
      code: "UNSUPPORTED_OPTION",
      message: expect.stringMatching(/one number for each row/),
    });
    expect(await weightsOf(model)).toEqual(weights);
    expect(tf.memory().numTensors).toBe(before);
    expect(trained(model).lossFunctions).toEqual([loss]);
    // Without weights it trains.
    await fitModel(tf, model, xs, ys, { seed: 1 });
    tf.dispose([xs, ys]);
    model.dispose();
  });
});

describe("fitModel refuses", () => {
  beforeAll(() => startLayers("cpu"));

  const ten = new Float32Array(10).fill(1);
  const refusals: readonly [string, object, string, RegExp][] = [
    ["no seed", { seed: undefined }, "INVALID_OPTION", /seed is needed/],
    ["no whole epochs", { epochs: 1.5 }, "INVALID_OPTION", /epochs/],
    ["epochs of 0", { epochs: 0 }, "INVALID_OPTION", /epochs/],
    ["an initial epoch after the last", { epochs: 2, initialEpoch: 3 }, "INVALID_OPTION", /initialEpoch/],
    ["a batch size of 0", { batchSize: 0 }, "INVALID_OPTION", /batchSize/],
    ["shuffling of batches", { shuffle: "batch" }, "UNSUPPORTED_OPTION", /shuffle/],
    ["shuffle against order", { shuffle: false, order: "shuffled" }, "INVALID_OPTION", /contradict/],
    ["an order that is none", { order: "random" }, "INVALID_OPTION", /order/],
    [
      "split and data to validate on",
      { validationSplit: 0.5, validationData: [[[1]], [[1]]] },
      "INVALID_OPTION",
      /either/,
    ],
    ["one part of validation data", { validationData: [[[1]]] }, "INVALID_OPTION", /validationData/],
    ["misshapen validation data", { validationData: [[[1]], [[1, 0, 0]]] }, "SHAPE_MISMATCH", /rows of shape \[8\]/],
    ["too few weights", { sampleWeight: ten.subarray(1) }, "SHAPE_MISMATCH", /10 numbers/],
    ["a negative weight", { sampleWeight: ten.map((_, row) => (row === 3 ? -1 : 1)) }, "INVALID_OPTION", /row 3/],
    ["a weight of NaN", { sampleWeight: ten.map((_, row) => (row === 3 ? NaN : 1)) }, "INVALID_OPTION", /row 3/],
    ["weights of 0", { sampleWeight: new Float32Array(10) }, "INVALID_OPTION", /more than 0/],
    [
      "a batch that weighs nothing",
      { order: "sequential", batchSize: 5, sampleWeight: ten.map((_, row) => Number(row > 4)) },
      "INVALID_OPTION",
      /a batch needs a row/,
    ],
    [
      "validation that weighs nothing",
      { validationSplit: 0.5, sampleWeight: ten.map((_, row) => Number(row < 5)) },
      "INVALID_OPTION",
      /validation data needs a row/,
    ],
    ["a negative class weight", { classWeight: [1, -1, 1] }, "INVALID_OPTION", /not negative/],
    ["weights for no output", { sampleWeight: { other: ten } }, "INVALID_OPTION", /one for all outputs/],
    ["sampleWeights", { sampleWeights: ten }, "UNKNOWN_OPTION", /Name it sampleWeight/],
    ["a divisor that is none", { divideBy: "mean" }, "INVALID_OPTION", /divideBy/],
    ["a callback that is none", { callbacks: [() => {}] }, "INVALID_OPTION", /callbacks\[0\]/],
  ];

  test.each(refusals)("%s", async (_name, options, code, message) => {
    expect(await attempt(options)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  const data: readonly [string, { xs?: RowData; ys?: RowData }, string, RegExp][] = [
    ["other numbers of rows", { ys: [[1, 0, 0]] }, "SHAPE_MISMATCH", /ys must have 10 rows/],
    ["inputs of another shape", { xs: new Float32Array(10) }, "SHAPE_MISMATCH", /rows of shape \[8\], got \[1\]/],
    ["targets that would broadcast", { ys: new Float32Array(10) }, "SHAPE_MISMATCH", /rows of shape \[3\], got \[1\]/],
    ["too many inputs", { xs: { other: [[1]] } }, "INVALID_OPTION", /must have the input/],
  ];

  test.each(data)("%s", async (_name, given, code, message) => {
    expect(await attempt({}, given)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("a model that is not compiled, disposed, in training or none, and a namespace without layers", async () => {
    const { xs, ys } = smallProblem(tf, 10);
    const layer = () => tf.layers.dense({ units: 3, inputShape: [8] });
    const refused = (model: unknown, message: RegExp, namespace: unknown = tf) =>
      expect(fitModel(namespace as typeof tf, model as tf.LayersModel, xs, ys, { seed: 1 })).rejects.toMatchObject({
        code: "INVALID_OPTION",
        message: expect.stringMatching(message),
      });
    await refused(tf.sequential({ layers: [layer()] }), /must be compiled/);
    const disposed = smallModel(tf);
    disposed.dispose();
    await refused(disposed, /must not have been disposed/);
    await refused({}, /must be a tf.LayersModel/);
    const model = smallModel(tf);
    const running = fitModel(tf, model, xs, ys, { seed: 1, epochs: 2 });
    await refused(model, /must not be in training/);
    const { history } = await running;
    expect(history["loss"]).toHaveLength(2);
    const { LayersModel: _LayersModel, ...without } = tf;
    await refused(model, /lacks LayersModel/, without);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("nothing of a run that is over already", async () => {
    const { xs, ys } = smallProblem(tf, 10);
    const model = smallModel(tf);
    const { history } = await fitModel(tf, model, xs, ys, { seed: 1, epochs: 2, initialEpoch: 2 });
    expect(history).toEqual({});
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("errors of callbacks come through, and the model's own losses are back", async () => {
    const { xs, ys } = smallProblem(tf, 10);
    const model = smallModel(tf);
    const before = tf.memory().numTensors;
    const own = trained(model).lossFunctions;
    let losses: unknown;
    class Failing extends tf.Callback {
      override async onTrainBegin() {
        losses = trained(model).lossFunctions;
      }
      override async onBatchBegin(batch: number) {
        if (batch === 1) throw new Error("mine");
      }
    }
    const options = { seed: 1, batchSize: 4, sampleWeight: ten, validationSplit: 0.2, callbacks: new Failing() };
    await expect(fitModel(tf, model, xs, ys, options)).rejects.toThrow("mine");
    // What tfjs's own logger summed up of the first step: loss and acc, as with stock fit.
    expect(tf.memory().numTensors - before).toBe(2);
    expect(losses).not.toEqual(own);
    expect(trained(model).lossFunctions).toBe(own);
    await fitModel(tf, model, xs, ys, { seed: 1 });
    tf.dispose([xs, ys]);
    model.dispose();
  });
});
