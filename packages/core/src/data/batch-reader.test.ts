import { describe, expect, it } from "vitest";
import { tensor } from "../tensor/tensor.ts";
import { planBatches } from "./plan-batches.ts";
import { eachBatch, type BatchReader, type ReadBatch } from "./batch-reader.ts";
import { arrayDataset } from "./dataset.ts";
import { prefetch } from "./prefetch.ts";
import { readBatches } from "./read-batches.ts";
import { streamDataset, type StreamDataset } from "./stream-dataset.ts";

const values = Float32Array.from({ length: 10 }, (_, row) => row);
const data = arrayDataset({ inputs: tensor([10, 1], values), targets: tensor([10], new Int32Array(10)) });
const plan = planBatches({ rowCount: 10, batchSize: 4, seed: 1 });

async function rowsOf(reader: BatchReader): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const batch of eachBatch(reader)) rows.push([...batch.inputs.data]);
  return rows;
}

/** A stream whose source keeps count, and fails at a row if it is told to. */
function counted(rows: number, failAt = -1): { stream: StreamDataset; read: () => number; returned: () => number } {
  const counts = { read: 0, returned: 0 };
  const stream = streamDataset({
    name: "counted",
    inputShape: [1],
    async *open() {
      try {
        for (let row = 0; row < rows; row++) {
          await Promise.resolve();
          if (row === failAt) throw new Error("lost");
          counts.read += 1;
          yield { input: [row], target: 0 };
        }
      } finally {
        counts.returned += 1;
      }
    },
  });
  return { stream, read: () => counts.read, returned: () => counts.returned };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("readBatches", () => {
  it("gathers the plan's batches, one after the other", async () => {
    const reader = readBatches(data, plan, { epoch: 2 });
    expect(reader.batchesPerEpoch).toBe(3);
    expect(await rowsOf(reader)).toEqual([0, 1, 2].map((batch) => [...plan.rows(2, batch)]));
    await expect(reader.next()).rejects.toThrow(/has been closed.*Open the epoch again/);
  });
  it("goes on from any state", async () => {
    const reader = readBatches(data, plan, { epoch: 2 });
    for (let done = 0; done <= 3; done++) {
      const from = JSON.parse(JSON.stringify(reader.state()));
      expect(from).toEqual({ epoch: 2, batch: done, row: Math.min(4 * done, 10) });
      expect(await rowsOf(readBatches(data, plan, { epoch: 2, from }))).toEqual(
        [0, 1, 2].slice(done).map((batch) => [...plan.rows(2, batch)]),
      );
      await reader.next();
    }
    expect(await reader.next()).toBeUndefined();
  });
  it("tells where a shard's rows stand, and gives none where there are more shards than rows", async () => {
    const shard = planBatches({ rowCount: 10, batchSize: 4, seed: 1, shard: { index: 1, count: 2 } });
    const reader = readBatches(data, shard, { epoch: 0 });
    expect(await reader.next()).toMatchObject({ firstRow: 2, inputs: { shape: [2, 1] } });
    expect(reader.state().row).toBe(4);
    const beyond = planBatches({ rowCount: 10, batchSize: 4, seed: 1, shard: { index: 7, count: 8 } });
    const empty = (await readBatches(data, beyond, { epoch: 0 }).next()) as ReadBatch;
    expect(empty).toMatchObject({ firstRow: 4, inputs: { shape: [0, 1] }, targets: { shape: [0] } });
  });
  it("gives the same error again after an error", async () => {
    let calls = 0;
    const flaky = {
      ...data,
      gather(rows: readonly number[]) {
        calls += 1;
        if (calls === 2) throw new Error("lost");
        return data.gather(rows);
      },
    };
    const reader = readBatches(flaky, plan, { epoch: 0 });
    await reader.next();
    for (let again = 0; again < 2; again++) await expect(reader.next()).rejects.toThrow("lost");
    expect(reader.state().batch).toBe(1);
  });
  it("follows any other order of rows", async () => {
    const reader = readBatches(data, { batchesPerEpoch: 2, rows: (epoch, batch) => [epoch, batch] }, { epoch: 5 });
    expect(await rowsOf(reader)).toEqual([
      [5, 0],
      [5, 1],
    ]);
    expect(reader.state()).toEqual({ epoch: 5, batch: 2, row: 4 });
  });
  it("refuses a state of another plan", () => {
    const other = planBatches({ rowCount: 10, batchSize: 5, seed: 1 });
    const from = { epoch: 0, batch: 1, row: 4 };
    expect(() => readBatches(data, other, { epoch: 0, from })).toThrow(/a reader with the same batches/);
    expect(() => readBatches(data, other, { epoch: 0, from: { epoch: 0, batch: 3, row: 15 } })).toThrow(/same batches/);
    expect(() => readBatches(data, plan, { epoch: 1, from })).toThrow(/must be a state of epoch 1/);
    expect(() => readBatches(data, plan, { batch: 1 } as never)).toThrow(/readBatches: batch is not an option/);
  });
});

describe("eachBatch", () => {
  it("closes the reader when its loop is left", async () => {
    const source = counted(10);
    for await (const batch of eachBatch(source.stream.openEpoch({ epoch: 0, batchSize: 2 }))) {
      expect([...batch.inputs.data]).toEqual([0, 1]);
      break;
    }
    expect([source.read(), source.returned()]).toEqual([2, 1]);
  });
});

describe("a reader of a stream", () => {
  it("serves overlapping calls in their order", async () => {
    const reader = counted(7).stream.openEpoch({ epoch: 0, batchSize: 3 });
    const batches = await Promise.all([reader.next(), reader.next(), reader.next(), reader.next()]);
    expect(batches.map((batch) => batch && [...batch.inputs.data])).toEqual([[0, 1, 2], [3, 4, 5], [6], undefined]);
  });
  it("may be closed at any time and again, while a batch is being read too", async () => {
    const source = counted(10);
    const reader = source.stream.openEpoch({ epoch: 0, batchSize: 5 });
    const first = reader.next();
    await Promise.all([reader.close(), expect(first).rejects.toThrow(/has been closed/)]);
    await reader.close();
    await expect(reader.next()).rejects.toThrow(/has been closed/);
    // Whether the source was opened before the close or not, it was let go of as often as it was opened.
    expect(source.returned()).toBeLessThanOrEqual(1);
    const unread = source.stream.openEpoch({ epoch: 0, batchSize: 5 });
    await unread.close();
    expect(source.read()).toBe(0);
  });
  it("closes a source that fails before the rows it is to go on with", async () => {
    let returned = 0;
    const rows = {
      [Symbol.iterator]: () => ({
        next: () => {
          throw new Error("lost");
        },
        return: () => ((returned += 1), { done: true as const, value: undefined }),
      }),
    };
    const stream = streamDataset({ name: "broken", inputShape: [1], open: () => rows });
    const reader = stream.openEpoch({ epoch: 0, batchSize: 2, from: { epoch: 0, batch: 1, row: 2 } });
    await expect(reader.next()).rejects.toThrow(/row 0 of the stream could not be read/);
    await reader.close();
    expect(returned).toBe(1);
  });
  it("closes a source that was being opened", async () => {
    let returned = 0;
    const rows = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false as const, value: { input: [1], target: 0 } }),
        return: async () => ((returned += 1), { done: true as const, value: undefined }),
      }),
    };
    const stream = streamDataset({ name: "slow", inputShape: [1], open: () => settled().then(() => rows) });
    const reader = stream.openEpoch({ epoch: 0, batchSize: 2 });
    const first = reader.next();
    await Promise.resolve();
    await reader.close();
    await expect(first).rejects.toThrow(/has been closed/);
    expect(returned).toBe(1);
  });
});

describe("prefetch", () => {
  it("gives the same batches, reading at most so many ahead", async () => {
    for (const depth of [1, 2, 5]) {
      const source = counted(20);
      const reader = prefetch(source.stream.openEpoch({ epoch: 0, batchSize: 2 }), depth);
      await settled();
      expect(source.read()).toBe(0);
      for (let batch = 0; batch < 10; batch++) {
        expect([...(await reader.next())!.inputs.data]).toEqual([2 * batch, 2 * batch + 1]);
        await settled();
        expect(source.read()).toBe(Math.min(20, 2 * (batch + 1 + depth)));
      }
      expect(await reader.next()).toBeUndefined();
      expect(await reader.next()).toBeUndefined();
    }
  });
  it("tells the state of what was handed out, from which nothing is missed", async () => {
    const source = counted(9);
    const reader = prefetch(source.stream.openEpoch({ epoch: 0, batchSize: 2 }), 3);
    await reader.next();
    // So that the reader below is already further when the next batch is handed out.
    await settled();
    await reader.next();
    expect(reader.state()).toEqual({ epoch: 0, batch: 2, row: 4 });
    await settled();
    expect(source.read()).toBeGreaterThan(4);
    expect(reader.state()).toEqual({ epoch: 0, batch: 2, row: 4 });
    const rest = source.stream.openEpoch({ epoch: 0, batchSize: 2, from: reader.state() });
    expect(await rowsOf(prefetch(rest, 2))).toEqual([[4, 5], [6, 7], [8]]);
  });
  it("gives an error in its place, and heard by nobody else", async () => {
    const source = counted(9, 5);
    const reader = prefetch(source.stream.openEpoch({ epoch: 0, batchSize: 2 }), 4);
    expect([...(await reader.next())!.inputs.data]).toEqual([0, 1]);
    await settled();
    expect([...(await reader.next())!.inputs.data]).toEqual([2, 3]);
    await expect(reader.next()).rejects.toThrow(/row 5 of the stream could not be read/);
    await expect(reader.next()).rejects.toThrow(/row 5 of the stream could not be read/);
    expect(reader.state()).toEqual({ epoch: 0, batch: 2, row: 4 });
  });
  it("lets go of the source when it is closed, with batches waiting", async () => {
    const source = counted(50);
    const reader = prefetch(source.stream.openEpoch({ epoch: 0, batchSize: 2 }), 3);
    await reader.next();
    await settled();
    await reader.close();
    const read = source.read();
    await settled();
    expect([source.read(), source.returned()]).toEqual([read, 1]);
    await expect(reader.next()).rejects.toThrow(/has been closed/);
  });
  it("takes any reader, and a depth of at least 1", async () => {
    expect(await rowsOf(prefetch(readBatches(data, plan, { epoch: 0 }), 2))).toEqual(
      await rowsOf(readBatches(data, plan, { epoch: 0 })),
    );
    expect(() => prefetch(readBatches(data, plan, { epoch: 0 }), 0)).toThrow(
      /prefetch: depth must be an integer of at least 1/,
    );
  });
});
