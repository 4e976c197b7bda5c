import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tensor } from "../tensor/tensor.ts";
import type { GatheredRows } from "./dataset.ts";
import { microBatches, sliceRows } from "./micro-batches.ts";

const number = fc.integer({ min: 1, max: 60 });

describe("micro-batches", () => {
  it("cover the rows once, in order, full ones but for the last", () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), number, fc.nat({ max: 10 }), (rows, size, firstRow) => {
        const parts = microBatches(rows, size, firstRow);
        let next = firstRow;
        for (const part of parts) {
          expect(part.firstRow).toBe(next);
          expect(part.rows).toBe(Math.min(size, firstRow + rows - next));
          next += part.rows;
        }
        expect(next).toBe(firstRow + rows);
      }),
      { seed: 1 },
    );
  });
  it.each([
    [() => microBatches(4, 0), /microBatchSize must be an integer of at least 1/],
    [() => microBatches(4, 1.5), /microBatchSize/],
    [() => microBatches(-1, 2), /rows must be/],
    [() => microBatches(4, 2, -1), /firstRow must be/],
  ])("refuse what makes no sense (%#)", (action, message) => {
    expect(action).toThrow(message);
  });
});

describe("sliceRows", () => {
  const gathered: GatheredRows = {
    inputs: tensor([3, 1, 2], Float32Array.of(1, 2, 3, 4, 5, 6)),
    targets: tensor([3], Int32Array.of(7, 8, 9)),
    weights: Float32Array.of(0.5, 1, 2),
  };

  it("gives views on consecutive rows", () => {
    const part = sliceRows(gathered, 1, 2);
    expect(part.inputs).toEqual({ shape: [2, 1, 2], data: Float32Array.of(3, 4, 5, 6) });
    expect(part.targets).toEqual({ shape: [2], data: Int32Array.of(8, 9) });
    expect(part.weights).toEqual(Float32Array.of(1, 2));
    expect(part.inputs.data.buffer).toBe(gathered.inputs.data.buffer);
    expect(sliceRows(sliceRows(gathered, 0, 0), 0, 0).inputs.shape).toEqual([0, 1, 2]);
    const { weights: _weights, ...unweighted } = gathered;
    expect("weights" in sliceRows(unweighted, 0, 1)).toBe(false);
  });
  it("refuses rows that are not there", () => {
    expect(() => sliceRows(gathered, 2, 2)).toThrow(/count must be an integer in \[0, 1\]/);
    expect(() => sliceRows(gathered, 4, 0)).toThrow(/first must be/);
  });
});
