import { describe, expect, it } from "vitest";
import {
  arrayDataset,
  InvalidOptionError,
  planBatches,
  splitRows,
  streamDataset,
  stratified,
  tensor,
  weighted,
  type BatchPlanOptions,
} from "../src/index.ts";

const plan = { rowCount: 5, batchSize: 2, seed: 1 };

/** What happens where other frameworks do nothing, something else or something silent. */
describe("degenerate batching", () => {
  it.each<[string, Partial<Record<keyof BatchPlanOptions, unknown>>, RegExp]>([
    ["no rows (tfjs: an empty history)", { rowCount: 0 }, /rowCount must be .*got 0. There must be rows to train on/],
    ["a negative number of rows", { rowCount: -1 }, /rowCount/],
    ["batchSize 0 (Keras: 32)", { batchSize: 0 }, /batchSize must be an integer of at least 1, got 0/],
    ["batchSize 2.5", { batchSize: 2.5 }, /got 2.5/],
    ["batchSize true (PyTorch 1)", { batchSize: true }, /got true/],
    ['batchSize "2"', { batchSize: "2" }, /got "2"/],
    ["batchSize NaN", { batchSize: NaN }, /got NaN/],
    ["no batchSize", { batchSize: undefined }, /got undefined/],
    [
      "a dropped batch that is all there is (PyTorch, tfjs: no batch)",
      { batchSize: 6, lastBatch: "drop" },
      /at most rowCount \(5\) when the last batch is dropped.*lastBatch: "keep"/,
    ],
    ["a boolean lastBatch", { lastBatch: true }, /lastBatch must be one of "keep", "drop", got true/],
    [
      "an order that does not exist",
      { order: "random" },
      /order must be one of "sequential", "shuffled", "with-replacement".*weighted\(weights\)/,
    ],
    ["an order that is none", { order: { kind: "mine" } }, /order must be one of/],
    ["a negative seed", { seed: -1 }, /seed/],
    ["a seed below 0 for an order that draws nothing", { order: "sequential", seed: 1.5 }, /seed/],
    ["no seed", { seed: undefined }, /seed is needed to shuffle/],
    ["weights that are all zero", { order: "weighted" }, /order must be one of/],
  ])("refuses %s", (_name, options, message) => {
    const make = (): unknown => planBatches({ ...plan, ...options } as BatchPlanOptions);
    expect(make).toThrow(message);
    expect(make).toThrow(InvalidOptionError);
  });
  it("refuses a batch whose indices would not lie in memory, and a stratified plan beyond whole numbers", () => {
    const huge = { rowCount: 2 ** 53 - 1, batchSize: 2 ** 32, seed: 1 };
    expect(() => planBatches(huge)).toThrow(
      /batchSize must be at most 4294967295.*got 4294967296. Use a smaller batchSize/,
    );
    expect(planBatches({ ...huge, batchSize: 2 ** 32 - 1 }).batchesPerEpoch).toBe(2 ** 21 + 1);
    expect(() => planBatches({ ...plan, batchSize: 2 ** 52, order: stratified([0, 1, 0, 1, 1]) })).toThrow(
      /stratified needs rows times batches, and rows times batchSize, below 2\^53/,
    );
  });
  it("makes one batch of all rows where the batch is larger", () => {
    const whole = planBatches({ ...plan, batchSize: 2 ** 53 - 1 });
    expect(whole.batchesPerEpoch).toBe(1);
    expect(new Set(whole.rows(0, 0))).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const order of [stratified([0, 1, 0, 1, 1]), weighted([1, 1, 1, 1, 1], { replacement: false })]) {
      expect(new Set(planBatches({ ...plan, batchSize: 7, order }).rows(0, 0))).toEqual(new Set([0, 1, 2, 3, 4]));
    }
  });
  it("gives workers that outnumber the rows nothing, and pads nobody (PyTorch repeats rows)", () => {
    const shards = Array.from({ length: 8 }, (_, index) => planBatches({ ...plan, shard: { index, count: 8 } }));
    for (let batch = 0; batch < 3; batch++) {
      const sizes = shards.map((shard) => shard.rows(0, batch).length);
      expect(sizes).toEqual(batch < 2 ? [1, 1, 0, 0, 0, 0, 0, 0] : [1, 0, 0, 0, 0, 0, 0, 0]);
    }
    expect(new Set(shards.map(({ batchesPerEpoch }) => batchesPerEpoch))).toEqual(new Set([3]));
  });
  it("has a single row in any order", () => {
    for (const order of ["sequential", "shuffled", "with-replacement", stratified([3]), weighted([0.1])] as const) {
      expect(planBatches({ rowCount: 1, batchSize: 1, order, seed: 1 }).rows(7, 0)).toEqual([0]);
    }
  });
  it.each([
    [NaN, 0],
    [0.5, 0],
    [-1, 0],
    [2 ** 32, 0],
    [0, -1],
    [0, 3],
    [0, 0.5],
    [0, NaN],
  ])("refuses epoch %s, batch %s", (epoch, batch) => {
    const batches = planBatches(plan);
    expect(() => batches.rows(epoch, batch)).toThrow(InvalidOptionError);
    expect(() => batches.span(epoch, batch)).toThrow(InvalidOptionError);
  });
});

describe("degenerate data", () => {
  it("refuses a part without rows (Keras raises, tfjs trains zero steps)", () => {
    expect(() => splitRows({ rowCount: 1, fractions: { training: 0.5, validation: 0.5 }, seed: 1 })).toThrow(
      /fractions.validation must leave the part at least one of the 1 rows/,
    );
    expect(() => splitRows({ rowCount: 10, fractions: { training: 1.5 }, seed: 1 })).toThrow(/fractions.training/);
  });
  it("refuses no rows", () => {
    const empty = { inputs: tensor([0, 2], new Float32Array(0)), targets: tensor([0], new Int32Array(0)) };
    expect(() => arrayDataset(empty)).toThrow(/at least one row/);
    expect(() => arrayDataset({ ...empty, weights: new Float32Array(0) })).toThrow(/at least one row/);
  });
  it.each([
    [{ window: 0 }, /window must be an integer in .*got 0. A window of 1 keeps the order/],
    [{ window: 2 ** 32 }, /window must be/],
    [{ rowCount: 0 }, /rowCount must be/],
    [{ name: "" }, /name must be a text/],
    [{ inputShape: [] }, /inputShape must have at least one axis/],
    [{ inputShape: [0] }, /inputShape must be a list of lengths of at least 1/],
    [{ inputShape: 3 }, /inputShape must be a list/],
    [{ targetShape: [1.5] }, /targetShape must be a list/],
    [{ open: [] }, /open must be a function/],
    [{ openAt: 3 }, /openAt must be a function/],
    [{ bufferSize: 10 }, /Name it window/],
  ])("refuses a stream with %o", (options, message) => {
    const make = (): unknown => streamDataset({ name: "s", inputShape: [1], open: () => [], ...options } as never);
    expect(make).toThrow(message);
  });
  it.each([
    [{ batchSize: 0 }, /batchSize must be/],
    [{ epoch: -1 }, /epoch must be/],
    [{ seed: undefined }, /seed is needed to shuffle.*window: 1/],
    [{ lastBatch: "short" }, /lastBatch must be one of/],
    [{ shard: { index: 1, count: 1 } }, /shard.index/],
    [{ order: "shuffled" }, /openEpoch: order is not an option/],
  ])("refuses an epoch with %o", (options, message) => {
    const stream = streamDataset({ name: "s", inputShape: [1], window: 2, open: () => [] });
    expect(() => stream.openEpoch({ epoch: 0, batchSize: 2, seed: 1, ...options } as never)).toThrow(message);
  });
});
