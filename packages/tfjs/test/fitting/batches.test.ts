import { arrayDataset, planBatches, stratified, tensor, weighted, type BatchPlanOptions } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { batches } from "../../src/fitting/batches.ts";
import { BACKENDS } from "../start-backend.ts";
import { startLayers } from "./start-layers.ts";
import { captureRows, rowsOf } from "./row-capture.ts";

const ROWS = 23;
const numbers = Float32Array.from({ length: ROWS }, (_, row) => row);
const labels = Int32Array.from({ length: ROWS }, (_, row) => row % 3);
// What stays without the data package: tf.data is a package of its own.
const { data: _data, ...withoutData } = tf;

describe.each(BACKENDS)("batches on %s", (backend) => {
  beforeAll(() => startLayers(backend));

  const plans: readonly [string, Partial<BatchPlanOptions>][] = [
    ["shuffled", {}],
    ["seed 0", { seed: 0 }],
    ["a bigint seed", { seed: 2n ** 63n }],
    ["sequential", { order: "sequential" }],
    ["with replacement", { order: "with-replacement" }],
    ["weighted", { order: weighted(Float64Array.from({ length: ROWS }, (_, row) => row)) }],
    ["stratified", { order: stratified(labels) }],
    ["last batch dropped", { lastBatch: "drop" }],
    ["a shard", { shard: { index: 1, count: 2 } }],
  ];

  test.each(plans)("have the rows of core's plan, epoch after epoch: %s", async (_name, options) => {
    const before = tf.memory().numTensors;
    const planned = { batchSize: 5, seed: 42, ...options };
    const expected = rowsOf(planBatches({ rowCount: ROWS, ...planned }), [3, 4, 5]);
    for (const namespace of [tf, withoutData as typeof tf]) {
      const source = batches(namespace, { xs: numbers, ys: numbers, startEpoch: 3, ...planned });
      expect(await readPasses(source, 3)).toEqual(expected);
      expect(source.size).toBe(expected.length / 3);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test("train stock fitDataset on the rows of each epoch's plan, without Math.random", async () => {
    const plan = planBatches({ rowCount: ROWS, batchSize: 5, seed: 42 });
    for (const namespace of [tf, withoutData as typeof tf]) {
      const capture = captureRows(tf, ROWS);
      const before = tf.memory().numTensors;
      const random = vi.spyOn(Math, "random");
      const data = batches(namespace, { xs: capture.xs, ys: capture.ys, batchSize: 5, seed: 42 });
      await capture.model.fitDataset(data, { epochs: 3 });
      expect(random).not.toHaveBeenCalled();
      random.mockRestore();
      expect(await capture.rows()).toEqual(rowsOf(plan, [0, 1, 2]));
      // Only what the capture itself keeps.
      expect(tf.memory().numTensors - before).toBe(plan.batchesPerEpoch * 3);
      capture.dispose();
    }
  });

  test("go on over epochs with batchesPerEpoch once repeated; without, the run collapses as any tf.data set's does", async () => {
    const plan = planBatches({ rowCount: ROWS, batchSize: 5, seed: 42 });
    const warn = vi.spyOn(console, "warn").mockReturnValue();
    const steps = async (repeat: boolean): Promise<number[][]> => {
      const capture = captureRows(tf, ROWS);
      const data = batches(tf, { xs: capture.xs, ys: capture.ys, batchSize: 5, seed: 42 });
      await capture.model.fitDataset(repeat ? data.repeat() : data, {
        epochs: 3,
        batchesPerEpoch: data.size,
      });
      const rows = await capture.rows();
      capture.dispose();
      return rows;
    };
    expect(await steps(true)).toEqual(rowsOf(plan, [0, 1, 2]));
    expect(warn).not.toHaveBeenCalled();
    expect(await steps(false)).toEqual(rowsOf(plan, [0]));
    expect(warn).toHaveBeenCalled();
    warn.mockRestore();
  });

  test("take every form of rows and give it back", async () => {
    const before = tf.memory().numTensors;
    const held = tf.tensor2d(numbers, [ROWS, 1]);
    const plan = { batchSize: 5, seed: 42 } as const;
    const expected = rowsOf(planBatches({ rowCount: ROWS, ...plan }), [0])[0]!;
    const shapes = async (xs: Parameters<typeof batches>[1]["xs"]) => {
      const source = batches(tf, { xs: xs!, ys: [...numbers], ...plan });
      const batch = (await (await source.iterator()).next()).value!;
      const described = describeTensors(batch.xs);
      tf.dispose(batch);
      return described;
    };
    const one = { shape: [5, 1], dtype: "float32", values: expected };
    expect(await shapes(held)).toEqual(one);
    expect(await shapes(numbers)).toEqual(one);
    expect(await shapes([...numbers])).toEqual(one);
    expect(await shapes(Array.from(numbers, (row) => [row]))).toEqual(one);
    expect(await shapes(Array.from(numbers, (row) => Float32Array.of(row)))).toEqual(one);
    expect(await shapes(Int32Array.from(numbers))).toEqual({ ...one, dtype: "int32" });
    expect(await shapes(Uint8Array.from(numbers))).toEqual({ ...one, dtype: "int32" });
    expect(await shapes([held, tensor([ROWS, 1], numbers)])).toEqual([one, one]);
    expect(await shapes({ first: held, second: numbers })).toEqual({ first: one, second: one });
    expect(await shapes(tensor([ROWS, 2, 1], new Float32Array(ROWS * 2)))).toMatchObject({ shape: [5, 2, 1] });
    held.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("take a data set of core, labels as [batch, 1] of int32", async () => {
    const data = arrayDataset({ inputs: tensor([ROWS, 1], numbers), targets: tensor([ROWS], labels) });
    const source = batches(tf, { data, batchSize: 5, seed: 42 });
    const batch = (await (await source.iterator()).next()).value!;
    const rows = rowsOf(planBatches({ rowCount: ROWS, batchSize: 5, seed: 42 }), [0])[0]!;
    expect(describeTensors(batch.xs)).toEqual({ shape: [5, 1], dtype: "float32", values: rows });
    expect(describeTensors(batch.ys)).toEqual({ shape: [5, 1], dtype: "int32", values: rows.map((row) => row % 3) });
    tf.dispose(batch);
  });
});

describe("batches", () => {
  beforeAll(() => startLayers("cpu"));

  test("of stock tf.data are reshuffled although told not to, and differ with seed 0 at every run", async () => {
    const stock = async (seed: number): Promise<number[][]> => {
      const dataset = tf.data.array([...numbers]).shuffle(ROWS, String(seed), false);
      return [await dataset.toArray(), await dataset.toArray()] as number[][];
    };
    const [first, second] = await stock(42);
    expect(first).not.toEqual(second);
    const zero = () =>
      tf.data
        .array([...numbers])
        // tfjs takes a number too, and 0 for none.
        .shuffle(ROWS, 0 as never)
        .toArray();
    expect(await zero()).not.toEqual(await zero());

    const ours = () => readPasses(batches(tf, { xs: numbers, ys: numbers, batchSize: 5, seed: 0 }), 1);
    expect(await ours()).toEqual(await ours());
  });

  test("of one number a row are stood upright for fitDataset, which would broadcast them against the predictions", async () => {
    const run = async (source: Parameters<tf.Sequential["fitDataset"]>[0]): Promise<number> => {
      // Predicts its input, which is the target too.
      const model = tf.sequential({
        layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: "ones" })],
      });
      const optimizer = tf.train.sgd(0);
      model.compile({ optimizer, loss: "meanSquaredError" });
      const { history } = await model.fitDataset(source, { epochs: 1 });
      model.dispose();
      return history["loss"]![0] as number;
    };
    const rows = [...numbers].map((row) => ({ xs: [row], ys: row }));
    expect(await run(tf.data.array(rows).batch(ROWS))).toBeGreaterThan(10);
    expect(await run(batches(tf, { xs: numbers, ys: numbers, batchSize: ROWS, seed: 1 }))).toBe(0);
  });

  test("have a seed that matters", async () => {
    const rows = (seed: number) => readPasses(batches(tf, { xs: numbers, ys: numbers, batchSize: 5, seed }), 1);
    expect(await rows(1)).not.toEqual(await rows(2));
  });

  const weighed = arrayDataset({
    inputs: tensor([ROWS, 1], numbers),
    targets: tensor([ROWS], labels),
    weights: new Float32Array(ROWS).fill(1),
  });
  const xs = numbers;
  const refusals: readonly [string, object, string, RegExp][] = [
    ["no seed", { xs, ys: xs, batchSize: 5 }, "INVALID_OPTION", /seed is needed to shuffle/],
    ["no targets", { xs, batchSize: 5, seed: 1 }, "INVALID_OPTION", /either xs and ys, or data/],
    ["no batch size", { xs, ys: xs, seed: 1 }, "INVALID_OPTION", /batchSize/],
    ["no rows", { xs: [], ys: [], batchSize: 5, seed: 1 }, "INVALID_DATA", /at least one row/],
    ["other rows", { xs, ys: xs.slice(1), batchSize: 5, seed: 1 }, "SHAPE_MISMATCH", /ys must have 23 rows/],
    ["ragged lists", { xs: [[1], [2, 3]], ys: [1, 2], batchSize: 1, seed: 1 }, "SHAPE_MISMATCH", /one shape/],
    ["no numbers", { xs: ["a"], ys: [1], batchSize: 1, seed: 1 }, "INVALID_OPTION", /must hold numbers/],
    ["f64", { xs: new Float64Array(2), ys: [1, 2], batchSize: 1, seed: 1 }, "INVALID_OPTION", /Float32Array/],
    ["weights", { xs, ys: xs, batchSize: 5, seed: 1, sampleWeight: xs }, "UNKNOWN_OPTION", /fitModel/],
    ["a data set with weights", { data: weighed, batchSize: 5, seed: 1 }, "UNSUPPORTED_OPTION", /fitModel/],
    ["shuffle", { xs, ys: xs, batchSize: 5, seed: 1, shuffle: true }, "UNKNOWN_OPTION", /order/],
  ];

  test.each(refusals)("are refused with %s", (_name, options, code, message) => {
    const before = tf.memory().numTensors;
    const act = () => batches(tf, options as Parameters<typeof batches>[1]);
    expect(act).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
    expect(tf.memory().numTensors).toBe(before);
  });

  test("are refused of a disposed tensor", () => {
    const disposed = tf.zeros([3, 1]);
    disposed.dispose();
    expect(() => batches(tf, { xs: disposed, ys: [1, 2, 3], batchSize: 1, seed: 1 })).toThrow(/must not be disposed/);
  });

  test("end with an error where a shard has no row of a batch", async () => {
    const source = batches(tf, { xs: [1, 2, 3], ys: [1, 2, 3], batchSize: 2, seed: 1, shard: { index: 1, count: 2 } });
    await expect(readPasses(source, 1)).rejects.toMatchObject({ code: "INVALID_DATA" });
  });
});

/** The rows of each batch of consecutive passes, after checking that inputs and targets belong together. */
async function readPasses(source: ReturnType<typeof batches>, passes: number): Promise<number[][]> {
  const rows: number[][] = [];
  for (let pass = 0; pass < passes; pass++) {
    const iterator = await source.iterator();
    for (let read = await iterator.next(); read.done !== true; read = await iterator.next()) {
      const { xs, ys } = read.value as unknown as Record<"xs" | "ys", tf.Tensor>;
      expect(xs.dataSync()).toEqual(ys.dataSync());
      rows.push([...xs.dataSync()]);
      tf.dispose([xs, ys]);
    }
  }
  return rows;
}

function describeTensors(tensors: unknown): unknown {
  if (tensors instanceof tf.Tensor) {
    return { shape: tensors.shape, dtype: tensors.dtype, values: [...tensors.dataSync()] };
  }
  if (Array.isArray(tensors)) return tensors.map(describeTensors);
  return Object.fromEntries(Object.entries(tensors as object).map(([name, each]) => [name, describeTensors(each)]));
}
