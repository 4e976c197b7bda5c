import { planBatches, stratified, tensor, type BatchPlanOptions } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { fitModel } from "../../src/fitting/fit-model.ts";
import { BACKENDS } from "../start-backend.ts";
import { captureRows, rowsOf } from "./row-capture.ts";
import { smallModel, smallProblem, weightsOf } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";
import { twoOutputs } from "./two-outputs.ts";

const ROWS = 23;

describe.each(BACKENDS)("fitModel on %s", (backend) => {
  beforeAll(() => startLayers(backend));

  const labels = Int32Array.from({ length: ROWS }, (_, row) => row % 3);
  const orders: readonly [string, Partial<BatchPlanOptions>][] = [
    ["shuffled", {}],
    ["seed 0", { seed: 0 }],
    ["sequential", { order: "sequential" }],
    ["with replacement", { order: "with-replacement" }],
    ["stratified", { order: stratified(labels) }],
    ["last batch dropped", { lastBatch: "drop" }],
  ];

  test.each(orders)(
    "trains on the rows of core's plan, from any epoch, without Math.random: %s",
    async (_name, given) => {
      const options = { batchSize: 5, seed: 42, ...given };
      const capture = captureRows(tf, ROWS);
      const random = vi.spyOn(Math, "random");
      await fitModel(tf, capture.model, capture.xs, capture.ys, { ...options, epochs: 2 });
      await fitModel(tf, capture.model, capture.xs, capture.ys, { ...options, epochs: 4, initialEpoch: 2 });
      expect(random).not.toHaveBeenCalled();
      random.mockRestore();
      expect(await capture.rows()).toEqual(rowsOf(planBatches({ rowCount: ROWS, ...options }), [0, 1, 2, 3]));
      capture.dispose();
    },
  );

  test("in sequential order it is stock fit without shuffling, bit for bit: weights, history and logs", async () => {
    const { xs, ys } = smallProblem(tf);
    const results = await Promise.all(
      (["stock", "ours"] as const).map(async (which) => {
        const model = smallModel(tf);
        const logs: unknown[] = [];
        const params: unknown[] = [];
        class Params extends tf.Callback {
          override async onTrainBegin() {
            params.push({ ...(this.params as object) });
          }
        }
        const args = {
          epochs: 4,
          batchSize: 8,
          validationSplit: 0.3,
          shuffle: false,
        } as const;
        const hooks = {
          onBatchEnd: (batch: number, own?: tf.Logs) => void logs.push(["batch", batch, { ...own }]),
          onEpochEnd: (epoch: number, own?: tf.Logs) => void logs.push(["epoch", epoch, { ...own }]),
        };
        if (which === "stock") await model.fit(xs, ys, { ...args, epochs: 1, callbacks: [new Params()] });
        else await fitModel(tf, model, xs, ys, { ...args, epochs: 1, callbacks: [new Params()] });
        const history =
          which === "stock"
            ? await model.fit(xs, ys, { ...args, initialEpoch: 1, callbacks: hooks })
            : await fitModel(tf, model, xs, ys, { ...args, initialEpoch: 1, callbacks: hooks });
        const weights = await weightsOf(model);
        model.dispose();
        return { weights, history: history.history, epochs: history.epoch, logs, params };
      }),
    );
    const [stock, ours] = results;
    expect(ours).toEqual(stock);
    expect(Object.keys(ours!.history)).toEqual(["val_loss", "val_acc", "loss", "acc"]);
    expect(stock!.logs).toHaveLength(3 * (5 + 1));
    tf.dispose([xs, ys]);
  });

  test("in sequential order a model of two inputs and outputs is stock fit's, weights and training history", async () => {
    const stock = twoOutputs(tf);
    const ours = twoOutputs(tf);
    const args = { epochs: 3, batchSize: 4, shuffle: false } as const;
    const expected = await stock.model.fit([...stock.xs], [...stock.ys], args);
    const named = { first: ours.xs[0], second: ours.xs[1] };
    const history = await fitModel(tf, ours.model, named, [...ours.ys], args);
    expect(await weightsOf(ours.model)).toEqual(await weightsOf(stock.model));
    expect(history.history).toEqual(expected.history);
    expect(Object.keys(history.history)).toEqual(["loss", "value_loss", "class_loss", "value_mse", "class_acc"]);
    stock.dispose();
    ours.dispose();
  });

  test("equal seeds end in equal weights bit for bit, other seeds in others", async () => {
    const { xs, ys } = smallProblem(tf);
    const run = async (seed: number): Promise<number[]> => {
      const model = smallModel(tf);
      await fitModel(tf, model, xs, ys, { epochs: 3, batchSize: 8, seed });
      const weights = await weightsOf(model);
      model.dispose();
      return weights;
    };
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(await run(2)).not.toEqual(first);
    tf.dispose([xs, ys]);
  });

  test("leaves no tensor behind in 200 epochs, with everything on", async () => {
    const { xs, ys } = smallProblem(tf, 12);
    const model = smallModel(tf);
    const sampleWeight = Float32Array.from({ length: 12 }, (_, row) => row + 1);
    const options = {
      batchSize: 5,
      seed: 1,
      validationSplit: 0.3,
      sampleWeight,
      classWeight: [1, 2, 3],
    } as const;
    const counts = new Set<number>();
    const onEpochEnd = (epoch: number) => {
      if (epoch > 0) counts.add(tf.memory().numTensors);
    };
    const before = tf.memory().numTensors;
    // History keeps four numbers an epoch as tensors until the end unless a callback reads them.
    await fitModel(tf, model, xs, ys, { ...options, epochs: 200, callbacks: { onEpochEnd } });
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([xs, ys]);
    model.dispose();
  });
});

describe("fitModel", () => {
  beforeAll(() => startLayers("cpu"));

  test("does not call Math.random, which stock fit shuffles by", async () => {
    const { xs, ys } = smallProblem(tf);
    const model = smallModel(tf);
    const random = vi.spyOn(Math, "random");
    await model.fit(xs, ys, { epochs: 2 });
    // One draw for each row but the first of an epoch (or one more; the algorithm is tfjs's).
    expect(random.mock.calls.length).toBeGreaterThanOrEqual(2 * 49);
    random.mockClear();
    await fitModel(tf, model, xs, ys, { epochs: 2, seed: 1 });
    expect(random).not.toHaveBeenCalled();
    random.mockRestore();
    tf.dispose([xs, ys]);
    model.dispose();
  });

  test("gives each output's validation loss its own name, where stock fit is off by one", async () => {
    const two = twoOutputs(tf);
    const { model, xs, ys } = two;
    const args = { batchSize: 4, epochs: 2, shuffle: false } as const;
    const losses = (): number[] => {
      const [value, label] = tf.tidy(() =>
        (model.predict([...xs]) as tf.Tensor[]).map(
          (prediction, output) => tf.mean(model.lossFunctions[output]!(ys[output]!, prediction)).dataSync()[0]!,
        ),
      );
      return [value! + label!, value!, label!];
    };
    const last = (history: tf.History["history"]): number[] =>
      ["val_loss", "val_value_loss", "val_class_loss"].map((name) => history[name]!.at(-1) as number);

    const stock = await model.fit([...xs], [...ys], { ...args, validationData: [[...xs], [...ys]] });
    const [total, value] = losses();
    expect(last(stock.history)[0]).toBeCloseTo(value!, 5);
    expect(last(stock.history)[1]).toBeCloseTo(total!, 5);

    const before = tf.memory().numTensors;
    const ours = await fitModel(tf, model, [...xs], [...ys], { ...args, validationData: [[...xs], [...ys]] });
    expect(tf.memory().numTensors).toBe(before);
    for (const [index, expected] of losses().entries()) expect(last(ours.history)[index]).toBeCloseTo(expected, 5);
    // The model's own method is back.
    expect(Object.keys(model)).not.toContain("evaluate");
    two.dispose();
  });

  test("reads no more from the device than stock fit, weights included", async () => {
    const { xs, ys } = smallProblem(tf);
    const reads = async (run: (model: tf.Sequential) => Promise<unknown>): Promise<number> => {
      const model = smallModel(tf);
      const spies = [vi.spyOn(tf.Tensor.prototype, "data"), vi.spyOn(tf.Tensor.prototype, "dataSync")];
      await run(model);
      const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
      for (const spy of spies) spy.mockRestore();
      model.dispose();
      return count;
    };
    const args = { epochs: 3, batchSize: 5, validationSplit: 0.2 };
    const classWeight = { 0: 1, 1: 2, 2: 3 };
    const stock = await reads((model) => model.fit(xs, ys, { ...args, classWeight }));
    // Four numbers an epoch in the end, and the targets once for their classes.
    expect(stock).toBe(4 * 3 + 1);
    expect(await reads((model) => fitModel(tf, model, xs, ys, { ...args, seed: 1, classWeight }))).toBe(stock);
    const sampleWeight = new Float32Array(50).fill(2);
    expect(await reads((model) => fitModel(tf, model, xs, ys, { ...args, seed: 1, sampleWeight }))).toBe(stock - 1);
    tf.dispose([xs, ys]);
  });

  test("takes numbers that are no tensors", async () => {
    const { xs, ys } = smallProblem(tf);
    const run = async (...data: [xs: Parameters<typeof fitModel>[2], ys: Parameters<typeof fitModel>[3]]) => {
      const model = smallModel(tf);
      await fitModel(tf, model, ...data, { epochs: 2, batchSize: 8, seed: 1, validationSplit: 0.2 });
      const weights = await weightsOf(model);
      model.dispose();
      return weights;
    };
    const expected = await run(xs, ys);
    expect(await run((await xs.array()) as number[][], (await ys.array()) as number[][])).toEqual(expected);
    expect(await run(tensor([50, 8], xs.dataSync<"float32">()), ys)).toEqual(expected);
    tf.dispose([xs, ys]);
  });

  test("takes targets of one axis as stock fit does", async () => {
    const { xs, labels } = smallProblem(tf);
    const ys = tf.tensor1d(Float32Array.from(labels));
    const run = async (which: "stock" | "ours") => {
      const model = smallModel(tf);
      model.compile({ optimizer: tf.train.sgd(0.1), loss: "sparseCategoricalCrossentropy", metrics: ["acc"] });
      const args = { epochs: 2, batchSize: 8, validationSplit: 0.2, shuffle: false } as const;
      const { history } = which === "stock" ? await model.fit(xs, ys, args) : await fitModel(tf, model, xs, ys, args);
      const weights = await weightsOf(model);
      model.dispose();
      return { history, weights };
    };
    expect(await run("ours")).toEqual(await run("stock"));
    tf.dispose([xs, ys]);
  });
});
