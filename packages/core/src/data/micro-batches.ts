import { requireInteger } from "../errors/check-option.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { GatheredRows } from "./dataset.ts";
import type { RowSpan } from "./shard.ts";

/**
 * Cuts an optimiser batch into micro-batches of `microBatchSize` rows, the last one shorter if they do not divide it.
 * Each says where its rows stand in the batch, which is what masks are addressed by: how a batch is cut changes memory,
 * never the rows or a mask.
 *
 * @param rows how many rows the batch has, or this shard's slice of it. None make no micro-batch.
 * @param microBatchSize at least 1; larger than the batch, it cuts nothing.
 * @param firstRow where the slice starts in the optimiser batch. @default 0
 * @throws {InvalidOptionError} if a number is out of range.
 * @example
 * microBatches(10, 4); // [{ firstRow: 0, rows: 4 }, { firstRow: 4, rows: 4 }, { firstRow: 8, rows: 2 }]
 */
export function microBatches(rows: number, microBatchSize: number, firstRow = 0): readonly RowSpan[] {
  requireInteger("rows", rows, { min: 0 });
  requireInteger("microBatchSize", microBatchSize, { min: 1 });
  requireInteger("firstRow", firstRow, { min: 0 });
  return Array.from({ length: Math.ceil(rows / microBatchSize) }, (_, part) => ({
    firstRow: firstRow + part * microBatchSize,
    rows: Math.min(microBatchSize, rows - part * microBatchSize),
  }));
}

/**
 * Consecutive rows of gathered ones, as views: what is written to them is written to the whole.
 *
 * @param first index of the first row, within what was gathered.
 * @param count how many.
 * @throws {InvalidOptionError} if they are not all there.
 * @example
 * const batch = data.gather([4, 8, 15, 16, 23]);
 * microBatches(5, 2).map(({ firstRow, rows }) => sliceRows(batch, firstRow, rows).inputs.shape[0]); // [2, 2, 1]
 */
export function sliceRows(gathered: GatheredRows, first: number, count: number): GatheredRows {
  const rows = gathered.inputs.shape[0]!;
  requireInteger("first", first, { min: 0, max: rows });
  requireInteger("count", count, { min: 0, max: rows - first });
  const { inputs, targets, weights } = gathered;
  return {
    inputs: sliceTensor(inputs, first, count),
    targets: sliceTensor(targets, first, count),
    ...(weights === undefined ? {} : { weights: weights.subarray(first, first + count) }),
  };
}

function sliceTensor<Data extends Float32Array | Int32Array>(
  { shape, data }: Tensor<Data>,
  first: number,
  count: number,
): Tensor<Data> {
  const size = shape[0] === 0 ? 0 : data.length / shape[0]!;
  return { shape: [count, ...shape.slice(1)], data: data.subarray(first * size, (first + count) * size) as Data };
}
