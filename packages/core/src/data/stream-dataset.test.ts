import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DataError } from "../errors/lockstep-error.ts";
import { eachBatch, type BatchReader, type ReadBatch } from "./batch-reader.ts";
import { streamDataset, type StreamDataset, type StreamDatasetOptions } from "./stream-dataset.ts";
import type { StreamRow } from "./stream-row.ts";

/** How often the sources below were opened, read and let go of. */
interface Log {
  opened: number[];
  read: number;
  returned: number;
}

/** A stream of `rows` rows whose input is their ordinal, from a source that keeps a log. */
function numbered(
  rows: number,
  options: Partial<StreamDatasetOptions> & { readonly jumps?: boolean; readonly failAt?: number } = {},
): { stream: StreamDataset; log: Log } {
  const { jumps = false, failAt, ...others } = options;
  const log: Log = { opened: [], read: 0, returned: 0 };
  const openAt = (first: number): AsyncIterable<StreamRow> => {
    log.opened.push(first);
    let ordinal = first;
    return {
      [Symbol.asyncIterator]: () => ({
        async next() {
          if (ordinal === failAt) throw new Error("the disk is gone");
          if (ordinal >= rows) return { done: true, value: undefined };
          log.read += 1;
          return { done: false, value: { input: [ordinal], target: ordinal++ % 3 } };
        },
        async return() {
          log.returned += 1;
          return { done: true, value: undefined };
        },
      }),
    };
  };
  const openers = { open: () => openAt(0), ...(jumps ? { openAt } : {}) };
  return { stream: streamDataset({ name: "numbers", inputShape: [1], ...openers, ...others }), log };
}

async function batchesOf(reader: BatchReader): Promise<ReadBatch[]> {
  const batches: ReadBatch[] = [];
  for await (const batch of eachBatch(reader)) batches.push(batch);
  return batches;
}

function ordinalsOf(batches: readonly ReadBatch[]): number[][] {
  return batches.map(({ inputs }) => [...inputs.data]);
}

const small = fc.integer({ min: 1, max: 25 });
const cut = fc.record({ rows: small, window: small, batchSize: small, epoch: fc.nat({ max: 5 }) });

describe("a stream", () => {
  it("gives its rows in order, in batches, with their targets", async () => {
    const { stream, log } = numbered(7);
    const batches = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 3 }));
    expect(ordinalsOf(batches)).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
    expect(batches[1]).toEqual({
      inputs: { shape: [3, 1], data: Float32Array.of(3, 4, 5) },
      targets: { shape: [3], data: Int32Array.of(0, 1, 2) },
      firstRow: 0,
    });
    expect(log).toEqual({ opened: [0], read: 7, returned: 1 });
  });
  it("gives values where targets have a shape, and weights where any row of a batch has one", async () => {
    const stream = streamDataset({
      name: "values",
      inputShape: [1, 2],
      targetShape: [2],
      *open(): Iterable<StreamRow> {
        yield { input: Float32Array.of(1, 2), target: [0.5, 0.25] };
        yield { input: [3, 4], target: Float64Array.of(5, 6), weight: 2 };
        yield { input: [5, 6], target: [7, 8] };
      },
    });
    const [first, second] = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 2 }));
    expect(first!.inputs).toEqual({ shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) });
    expect(first!.targets).toEqual({ shape: [2, 2], data: Float32Array.of(0.5, 0.25, 5, 6) });
    expect(first!.weights).toEqual(Float32Array.of(1, 2));
    expect(second!.weights).toBeUndefined();
  });
  it("copies a row before it asks for the next, so that a source may use one array for all", async () => {
    const shared = new Float32Array(1);
    const stream = streamDataset({
      name: "one array",
      inputShape: [1],
      window: 3,
      *open() {
        for (let ordinal = 0; ordinal < 3; ordinal++) {
          shared[0] = ordinal;
          yield { input: shared, target: 0 };
        }
      },
    });
    const [batch] = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 3, seed: 1 }));
    expect(new Set(batch!.inputs.data)).toEqual(new Set([0, 1, 2]));
  });
});

describe("a windowed shuffle", () => {
  it("gives every row once, each within a window of its ordinal, and holds no more than a window and a batch", async () => {
    await fc.assert(
      fc.asyncProperty(cut, async ({ rows, window, batchSize, epoch }) => {
        const { stream, log } = numbered(rows, { window });
        const reader = stream.openEpoch({ epoch, batchSize, seed: 9 });
        const ordinals: number[] = [];
        for await (const batch of eachBatch(reader)) {
          ordinals.push(...batch.inputs.data);
          expect(log.read - ordinals.length).toBeLessThan(window);
        }
        expect(ordinals.toSorted((a, b) => a - b)).toEqual([...Array(rows).keys()]);
        expect(ordinals.every((ordinal, position) => Math.abs(ordinal - position) < window)).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
  it("does not depend on how it is cut into batches, nor on whether the length is known", async () => {
    const whole = numbered(50, { window: 12, rowCount: 50 }).stream.openEpoch({ epoch: 1, batchSize: 50, seed: 4 });
    const parts = numbered(50, { window: 12 }).stream.openEpoch({ epoch: 1, batchSize: 7, seed: 4 });
    expect(ordinalsOf(await batchesOf(parts)).flat()).toEqual(ordinalsOf(await batchesOf(whole)).flat());
  });
  it("moves its borders from epoch to epoch, and shuffles a stream of one window as a whole", async () => {
    const { stream } = numbered(40, { window: 10 });
    const together = new Set<boolean>();
    for (let epoch = 0; epoch < 40; epoch++) {
      const [order] = ordinalsOf(await batchesOf(stream.openEpoch({ epoch, batchSize: 40, seed: 2 })));
      // Rows 19 and 20 share a window only if no border falls between them.
      const start = order!.findIndex((ordinal, position) => position >= 20 && ordinal < 20);
      together.add(start >= 0);
    }
    expect(together).toEqual(new Set([true, false]));
    const orders = new Set<string>();
    const three = numbered(3, { window: 3 }).stream;
    for (let epoch = 0; epoch < 100; epoch++) {
      orders.add(String(ordinalsOf(await batchesOf(three.openEpoch({ epoch, batchSize: 3, seed: 2 })))));
    }
    expect(orders.size).toBe(6);
  });
});

describe("a stream that is resumed", () => {
  it("goes on as if it had never been left, from any batch, with and without openAt", async () => {
    await fc.assert(
      fc.asyncProperty(cut, fc.boolean(), async ({ rows, window, batchSize, epoch }, jumps) => {
        const { stream, log } = numbered(rows, { window, jumps });
        const options = { epoch, batchSize, seed: 3 };
        const expected = ordinalsOf(await batchesOf(stream.openEpoch(options)));
        const reader = stream.openEpoch(options);
        for (let done = 0; done <= expected.length; done++) {
          const from = JSON.parse(JSON.stringify(reader.state()));
          const read = log.read;
          const rest = await batchesOf(stream.openEpoch({ ...options, from }));
          expect(ordinalsOf(rest)).toEqual(expected.slice(done));
          // With openAt no more is read again than the window that was left.
          const again = log.read - read - (rows - from.row);
          expect(jumps ? again : 0).toBeLessThan(window);
          await reader.next();
        }
        expect(log.returned).toBe(log.opened.length);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
  it("may be cut into other batches from there on", async () => {
    const { stream } = numbered(20, { window: 6 });
    const reader = stream.openEpoch({ epoch: 0, batchSize: 4, seed: 1 });
    const first = [await reader.next(), await reader.next()].flatMap((batch) => [...batch!.inputs.data]);
    const rest = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 5, seed: 1, from: reader.state() }));
    const whole = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 20, seed: 1 }));
    expect([...first, ...ordinalsOf(rest).flat()]).toEqual(ordinalsOf(whole).flat());
  });
  it.each([
    ["another epoch", { epoch: 1, batch: 0, row: 0 }, /must be a state of epoch 0, got 1/],
    ["a negative row", { epoch: 0, batch: 0, row: -1 }, /from.row must be/],
    ["a number that is not its", { epoch: 0, batch: 0, row: 0, step: 3 }, /from: step is not an option/],
  ])("refuses a state of %s", (_name, from, message) => {
    expect(() => numbered(5).stream.openEpoch({ epoch: 0, batchSize: 2, from })).toThrow(message);
  });
  it("refuses a state beyond the stream", async () => {
    for (const window of [1, 4]) {
      const reader = numbered(5, { window }).stream.openEpoch({
        epoch: 0,
        batchSize: 2,
        seed: 1,
        from: { epoch: 0, batch: 4, row: 8 },
      });
      await expect(reader.next()).rejects.toThrow(/must lie within the 5 rows of the stream/);
    }
  });
});

describe("shards of a stream", () => {
  it("are slices of its batches", async () => {
    const { stream } = numbered(11, { window: 4 });
    const whole = await batchesOf(stream.openEpoch({ epoch: 0, batchSize: 4, seed: 1 }));
    for (const count of [1, 2, 3, 8]) {
      const shards = await Promise.all(
        Array.from({ length: count }, (_, index) =>
          batchesOf(stream.openEpoch({ epoch: 0, batchSize: 4, seed: 1, shard: { index, count } })),
        ),
      );
      for (const [number, batch] of whole.entries()) {
        const parts = shards.map((shard) => shard[number]!);
        expect(parts.flatMap(({ inputs }) => [...inputs.data])).toEqual([...batch.inputs.data]);
        let firstRow = 0;
        for (const part of parts) {
          expect(part.firstRow).toBe(firstRow);
          firstRow += part.inputs.shape[0]!;
        }
      }
    }
  });
});

describe("a stream that does not do what it should", () => {
  it("says which row failed, why, and goes on saying it", async () => {
    const { stream, log } = numbered(10, { failAt: 5 });
    const reader = stream.openEpoch({ epoch: 0, batchSize: 3 });
    expect([...(await reader.next())!.inputs.data]).toEqual([0, 1, 2]);
    const failure = await reader.next().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect((failure as DataError).message).toMatch(/row 5 of the stream could not be read, got "the disk is gone"/);
    expect((failure as DataError).cause).toEqual(new Error("the disk is gone"));
    await expect(reader.next()).rejects.toBe(failure);
    expect(reader.state()).toEqual({ epoch: 0, batch: 1, row: 3 });
    expect(log.returned).toBe(1);
  });
  it("is refused when it does not open, or is nothing to iterate", async () => {
    const failing = numbered(3, {
      open: () => {
        throw new Error("no such file");
      },
    }).stream;
    await expect(batchesOf(failing.openEpoch({ epoch: 0, batchSize: 2 }))).rejects.toThrow(
      /could not be opened, got "no such file"/,
    );
    const nothing = numbered(3, { open: () => 3 as never }).stream;
    await expect(batchesOf(nothing.openEpoch({ epoch: 0, batchSize: 2 }))).rejects.toThrow(
      /open must return something/,
    );
  });
  it("is refused when it has not as many rows as it says", async () => {
    for (const window of [1, 4, 50]) {
      const short = numbered(9, { rowCount: 10, window }).stream.openEpoch({ epoch: 0, batchSize: 4, seed: 1 });
      await expect(batchesOf(short)).rejects.toThrow(/must give its 10 rows, got "9 rows"/);
      const long = numbered(12, { rowCount: 10, window }).stream.openEpoch({ epoch: 0, batchSize: 4, seed: 1 });
      await expect(batchesOf(long)).rejects.toThrow(/must give its 10 rows, got "more than 10 rows"/);
    }
  });
  it("is refused when a dropped short batch is all there is", async () => {
    const unknown = numbered(3).stream.openEpoch({ epoch: 0, batchSize: 4, lastBatch: "drop" });
    await expect(batchesOf(unknown)).rejects.toThrow(/must fill a batch of 4 rows, got "3 rows"/);
    expect(() => numbered(3, { rowCount: 3 }).stream.openEpoch({ epoch: 0, batchSize: 4, lastBatch: "drop" })).toThrow(
      /batchSize must be at most rowCount \(3\)/,
    );
    const enough = numbered(7).stream.openEpoch({ epoch: 0, batchSize: 3, lastBatch: "drop" });
    expect(ordinalsOf(await batchesOf(enough))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    await expect(enough.next()).rejects.toThrow(/has been closed/);
  });
});
