import { describe, expect, it } from "vitest";
import { dropoutMask, keepBits, microBatches, planBatches, type RowSpan } from "../src/index.ts";

const UNITS = 5;

/** The bits of the mask of some rows of an optimiser batch, at step 3. */
function bitsOf({ firstRow, rows }: RowSpan): number[] {
  const shape = [rows, UNITS];
  return [...keepBits(dropoutMask({ seed: 7, site: 1, step: 3, rate: 0.4, shape, rowOffset: firstRow }))];
}

describe("masks of a batch that is cut", () => {
  it.each([1, 2, 3, 8])("are those of the whole batch, for %s shards and micro-batches of any size", (count) => {
    const options = { rowCount: 50, batchSize: 16, seed: 7 };
    const whole = planBatches(options);
    for (const batch of [0, 3]) {
      const rows = whole.rows(0, batch);
      const bits = bitsOf({ firstRow: 0, rows: rows.length });
      for (const size of [1, 2, 3, 7, 16, 100]) {
        const parts = Array.from({ length: count }, (_, index) => {
          const shard = planBatches({ ...options, shard: { index, count } });
          const span = shard.span(0, batch);
          return microBatches(span.rows, size, span.firstRow).map((part) => ({
            rows: shard.rows(0, batch).slice(part.firstRow - span.firstRow, part.firstRow - span.firstRow + part.rows),
            bits: bitsOf(part),
          }));
        }).flat();
        expect(parts.flatMap((part) => part.rows)).toEqual(rows);
        expect(parts.flatMap((part) => part.bits)).toEqual(bits);
      }
    }
  });
});
