import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { fitModel } from "../../src/fitting/fit-model.ts";
import type { FitModelOptions } from "../../src/fitting/fit-model-options.ts";
import { BACKENDS } from "../start-backend.ts";
import { smallModel, smallProblem, weightsOf, type SmallProblem } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";
import { twoOutputs } from "./two-outputs.ts";

describe.each(BACKENDS)("weights in fitModel on %s", (backend) => {
  beforeAll(() => startLayers(backend));

  test("make the step that the gradient of Σ w·loss / Σ w makes, computed by hand", async () => {
    const { xs, ys, labels } = smallProblem(tf, 10);
    const inputs = await xs.data<"float32">();
    const rate = 0.3;
    const weights = Float32Array.from({ length: 10 }, (_, row) => (row * 3) % 5);
    // Logistic regression from zeros: each class has probability 1/3, and the gradient of row i is (p - y) xᵀ.
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 3, activation: "softmax", inputShape: [8], kernelInitializer: "zeros" })],
    });
    model.compile({ optimizer: tf.train.sgd(rate), loss: "categoricalCrossentropy" });
    const { history } = await fitModel(tf, model, xs, ys, {
      batchSize: 10,
      order: "sequential",
      sampleWeight: weights,
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const expected = Array.from({ length: 8 * 3 }, (_, index) => {
      const [feature, label] = [Math.floor(index / 3), index % 3];
      let gradient = 0;
      for (let row = 0; row < 10; row++) {
        gradient += weights[row]! * (1 / 3 - Number(labels[row] === label)) * inputs[row * 8 + feature]!;
      }
      return (-rate * gradient) / sum;
    });
    const kernel = [...(await model.getWeights()[0]!.data())];
    for (const [index, value] of expected.entries()) expect(kernel[index]).toBeCloseTo(value, 6);
    // The loss before the step is ln 3 whatever the weights; divided by the rows it would be 2 ln 3.
    expect(history["loss"]![0]).toBeCloseTo(Math.log(3), 5);
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("weight 2 is the row twice, and weight 0 the row left out: steps, history, validation", async () => {
    const problem = smallProblem(tf, 24);
    const weights = Float32Array.from({ length: 24 }, (_, row) => [1, 2, 0][row % 3]!);
    // Batches of six rows weigh six, twice.
    const repeated = [...weights.keys()].flatMap((row) => Array.from({ length: weights[row]! }, () => row));
    const twice = pick(problem, repeated);
    const weighted = await run(problem, { sampleWeight: weights, validationData: [problem.xs, problem.ys, weights] });
    const plain = await run(twice, { validationData: [twice.xs, twice.ys] });
    expectClose(weighted.weights, plain.weights);
    expectClose(weighted.history["loss"]!, plain.history["loss"]!);
    expectClose(weighted.history["val_loss"]!, plain.history["val_loss"]!);
    tf.dispose([problem.xs, problem.ys, twice.xs, twice.ys]);
  });

  test("that are all equal change no more than a rounding", async () => {
    const problem = smallProblem(tf, 23);
    const plain = await run(problem, {});
    const ones = await run(problem, { sampleWeight: new Float32Array(23).fill(1) });
    expect(ones.weights).toEqual(plain.weights);
    const sevens = await run(problem, { sampleWeight: new Float32Array(23).fill(7), classWeight: [3, 3, 3] });
    expect(sevens.weights).toEqual(plain.weights);
    tf.dispose([problem.xs, problem.ys]);
  });

  test("an epoch's loss is the mean over all its rows, however they are batched, in training and validation", async () => {
    const problem = smallProblem(tf, 23);
    const sampleWeight = Float32Array.from({ length: 23 }, (_, row) => 1 + ((row * 5) % 7));
    const validationData = [problem.xs, problem.ys, sampleWeight] as const;
    const losses: number[] = [];
    for (const batchSize of [1, 4, 10, 23]) {
      // Weights that stay as they are: both losses are one number.
      const { history } = await run(problem, { batchSize, sampleWeight, validationData, epochs: 1 }, 0);
      losses.push(history["loss"]![0] as number, history["val_loss"]![0] as number);
    }
    expectClose(
      losses,
      Array.from(losses, () => losses.at(-2)!),
    );
    tf.dispose([problem.xs, problem.ys]);
  });

  test("of classes divided by rows are stock's, bit for bit; divided by weights they are those of rows", async () => {
    const problem = smallProblem(tf, 24);
    const classWeight = { 0: 0.5, 1: 2, 2: 4 };
    const stock = smallModel(tf);
    const { history } = await stock.fit(problem.xs, problem.ys, {
      epochs: 3,
      batchSize: 6,
      shuffle: false,
      classWeight,
    });
    const ours = await run(problem, { classWeight, divideBy: "rows" });
    expect(ours.weights).toEqual(await weightsOf(stock));
    expect(ours.history).toEqual(history);
    const correct = await run(problem, { classWeight });
    const rows = Float32Array.from(problem.labels, (label) => classWeight[label as 0 | 1 | 2]);
    expect(correct).toEqual(await run(problem, { sampleWeight: rows }));
    expect(correct.weights).not.toEqual(ours.weights);
    stock.dispose();
    tf.dispose([problem.xs, problem.ys]);
  });

  test("follow their rows through a shuffle, and multiply with those of classes", async () => {
    const problem = smallProblem(tf, 24);
    const sampleWeight = Float32Array.from({ length: 24 }, (_, row) => 1 + (row % 4));
    const options = { seed: 3, order: "shuffled", sampleWeight, classWeight: [1, 2, 3] } as const;
    const order = Array.from({ length: 24 }, (_, row) => 23 - row);
    const product = sampleWeight.map((weight, row) => weight * (problem.labels[row]! + 1));
    const both = await run(problem, options);
    const { classWeight: _classWeight, ...samplesOnly } = options;
    expect(await run(problem, { ...samplesOnly, sampleWeight: product })).toEqual(both);
    // One batch of all rows: their order matters to the rounding only, if each weight stays with its row.
    const backwards = pick(problem, order);
    const whole = { batchSize: 24, epochs: 2 };
    const forth = await run(problem, { ...options, ...whole });
    const back = await run(backwards, {
      ...options,
      ...whole,
      sampleWeight: Float32Array.from(order, (row) => sampleWeight[row]!),
    });
    expectClose(back.weights, forth.weights);
    tf.dispose([problem.xs, problem.ys, backwards.xs, backwards.ys]);
  });

  test("of a validation split are those of its rows", async () => {
    const problem = smallProblem(tf, 24);
    const sampleWeight = Float32Array.from({ length: 24 }, (_, row) => 1 + (row % 5));
    const split = await run(problem, { sampleWeight, validationSplit: 0.25 });
    const training = pick(
      problem,
      Array.from({ length: 18 }, (_, row) => row),
    );
    const held = pick(
      problem,
      Array.from({ length: 6 }, (_, row) => 18 + row),
    );
    const given = await run(training, {
      sampleWeight: sampleWeight.subarray(0, 18),
      validationData: [held.xs, held.ys, sampleWeight.subarray(18)],
    });
    expect(split).toEqual(given);
    tf.dispose([problem, training, held].flatMap(({ xs, ys }) => [xs, ys]));
  });

  test("may be tensors, which are read once and stay the caller's", async () => {
    const problem = smallProblem(tf, 24);
    const numbers = Float32Array.from({ length: 24 }, (_, row) => 1 + (row % 4));
    const weights = tf.tensor1d(numbers);
    const before = tf.memory().numTensors;
    expect(await run(problem, { sampleWeight: weights })).toEqual(await run(problem, { sampleWeight: numbers }));
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([weights, problem.xs, problem.ys]);
  });

  test("are each output's own", async () => {
    const weights = Float32Array.from({ length: 10 }, (_, row) => 1 + (row % 3));
    const fitTwo = async (options: Partial<FitModelOptions>) => {
      const two = twoOutputs(tf);
      const { model, xs, ys } = two;
      const { history } = await fitModel(tf, model, [...xs], [...ys], {
        epochs: 2,
        batchSize: 4,
        order: "sequential",
        validationData: [[...xs], [...ys], weights],
        ...options,
      });
      const values = await weightsOf(model);
      two.dispose();
      return { history, values };
    };
    const both = await fitTwo({ sampleWeight: weights });
    expect(await fitTwo({ sampleWeight: { value: weights, class: weights } })).toEqual(both);
    expect(await fitTwo({ sampleWeight: [weights, weights] })).toEqual(both);
    const first = await fitTwo({ sampleWeight: { value: weights } });
    expect(first.values).not.toEqual(both.values);
    const ones = new Float32Array(10).fill(1);
    const spelled = await fitTwo({ sampleWeight: [weights, ones] });
    expect(spelled.values).toEqual(first.values);
    for (const [name, values] of Object.entries(spelled.history)) expectClose(values, first.history[name]!);
    // The total is the sum of the outputs' losses, in training and validation.
    for (const prefix of ["", "val_"]) {
      const total = both.history[`${prefix}loss`]!;
      const parts = ["value", "class"].map((name) => both.history[`${prefix}${name}_loss`]! as number[]);
      expectClose(
        total,
        parts[0]!.map((value, epoch) => value + parts[1]![epoch]!),
      );
    }
    expect(both.history["val_value_loss"]).not.toEqual((await fitTwo({ validationData: undefined as never })).history);
  });
});

describe("weights in stock fit", () => {
  beforeAll(() => startLayers("cpu"));

  test("of samples are refused; those of classes are divided by the rows; a class without one ends in an Error", async () => {
    const { xs, ys } = smallProblem(tf, 24);
    const model = smallModel(tf, { rate: 0 });
    const sampleWeight = tf.ones<tf.Rank.R1>([24]);
    await expect(model.fit(xs, ys, { sampleWeight })).rejects.toThrow("sample weight is not supported yet.");
    const loss = async (classWeight: number): Promise<number> => {
      const weights = { 0: classWeight, 1: classWeight, 2: classWeight };
      const { history } = await model.fit(xs, ys, { classWeight: weights });
      return history["loss"]![0] as number;
    };
    expect(await loss(10)).toBeCloseTo(10 * (await loss(1)), 3);
    const ours = async (classWeight: number): Promise<number> => {
      const weights = [classWeight, classWeight, classWeight];
      const { history } = await fitModel(tf, model, xs, ys, { seed: 1, classWeight: weights });
      return history["loss"]![0] as number;
    };
    expect(await ours(10)).toBeCloseTo(await ours(1), 6);
    await expect(model.fit(xs, ys, { classWeight: { 0: 1, 1: 1 } })).rejects.toThrow(/must contain all classes/);
    await expect(fitModel(tf, model, xs, ys, { seed: 1, classWeight: { 0: 1, 1: 1 } })).rejects.toMatchObject({
      code: "INVALID_OPTION",
      message: expect.stringMatching(/weight for class 2, the class of row/),
    });
    tf.dispose([xs, ys, sampleWeight]);
    model.dispose();
  });
});

async function run(problem: SmallProblem, options: Partial<FitModelOptions>, rate?: number) {
  const model = smallModel(tf, rate === undefined ? {} : { rate });
  const { history } = await fitModel(tf, model, problem.xs, problem.ys, {
    epochs: 3,
    batchSize: 6,
    ...(options.seed === undefined ? { order: "sequential" } : {}),
    ...options,
  });
  const weights = await weightsOf(model);
  model.optimizer.dispose();
  model.dispose();
  return { history, weights };
}

function pick({ xs, ys, labels }: SmallProblem, rows: readonly number[]): SmallProblem {
  const indices = tf.tensor1d([...rows], "int32");
  const picked = {
    xs: tf.gather(xs, indices),
    ys: tf.gather(ys, indices),
    labels: Int32Array.from(rows, (row) => labels[row]!),
  };
  indices.dispose();
  return picked;
}

function expectClose(received: readonly (number | tf.Tensor)[], expected: readonly (number | tf.Tensor)[]): void {
  expect(received).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(received[index]).toBeCloseTo(value as number, 5);
}
