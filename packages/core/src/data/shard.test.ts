import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBatches } from "./plan-batches.ts";
import { bucketed } from "./bucketed-order.ts";
import { stratified } from "./stratified-order.ts";
import { weighted } from "./weighted-order.ts";

const seed = fc.integer({ min: 0, max: 2 ** 32 });
const options = { numRuns: 100, seed: 1 };

describe("a shard", () => {
  const orders = fc.constantFrom(
    "sequential" as const,
    "shuffled" as const,
    "with-replacement" as const,
    weighted(Array.from({ length: 57 }, (_, row) => row % 5)),
    weighted(
      Array.from({ length: 57 }, (_, row) => row % 5),
      { replacement: false },
    ),
    stratified(Array.from({ length: 57 }, (_, row) => row % 4)),
    bucketed(
      Array.from({ length: 57 }, (_, row) => row % 10),
      { boundaries: [3, 6] },
    ),
  );

  it("is a slice of every batch: all of them, one after the other, are the batch, in every order and any number", () => {
    fc.assert(
      fc.property(
        orders,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 40 }),
        seed,
        (order, batchSize, count, drawn) => {
          const whole = planBatches({ rowCount: 57, batchSize, order, seed: drawn });
          const shards = Array.from({ length: count }, (_, index) =>
            planBatches({ rowCount: 57, batchSize, order, seed: drawn, shard: { index, count } }),
          );
          for (let batch = 0; batch < whole.batchesPerEpoch; batch++) {
            const rows = whole.rows(1, batch);
            expect(shards.flatMap((shard) => shard.rows(1, batch))).toEqual(rows);
            for (const shard of shards) {
              const { firstRow, rows: size, batchRows, position } = shard.span(1, batch);
              expect(shard.rows(1, batch)).toEqual(rows.slice(firstRow, firstRow + size));
              expect([batchRows, position]).toEqual([rows.length, whole.span(1, batch).position]);
              expect(Math.abs(size - rows.length / count)).toBeLessThan(1);
            }
          }
        },
      ),
      options,
    );
  });
  it("leaves the fingerprint as it is: any number of workers makes the same run", () => {
    const plan = { rowCount: 9, batchSize: 4, seed: 1 };
    expect(planBatches({ ...plan, shard: { index: 1, count: 3 } }).fingerprint()).toBe(planBatches(plan).fingerprint());
  });
  it.each([
    [{ index: 0, count: 0 }, /shard.count must be an integer of at least 1/],
    [{ index: 3, count: 3 }, /shard.index must be an integer in \[0, 2\], got 3. Workers are counted from 0/],
    [{ rank: 0, count: 3 }, /Name it index/],
    [3, /takes an options object/],
  ])("refuses %o", (shard, message) => {
    expect(() => planBatches({ rowCount: 9, batchSize: 4, seed: 1, shard: shard as never })).toThrow(message);
  });
});
