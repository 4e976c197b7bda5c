import type { GatheredRows } from "../data/dataset.ts";
import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { MicroBatch } from "../engine/training-engine.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * Cuts an optimiser batch into micro-batches of `size` rows (the last one may be shorter), each with the masks of its
 * rows. The parts are views: engines copy what they are given.
 */
export function cutMicroBatches(
  batch: GatheredRows,
  size: number,
  masksOf: (firstRow: number, rows: number) => readonly DropoutMask[],
): readonly MicroBatch[] {
  const rowCount = batch.inputs.shape[0]!;
  return Array.from({ length: Math.ceil(rowCount / size) }, (_, part) => {
    const first = part * size;
    const end = Math.min(first + size, rowCount);
    return {
      inputs: rowsOf(batch.inputs, first, end),
      targets: rowsOf(batch.targets, first, end),
      ...(batch.weights === undefined ? {} : { weights: batch.weights.subarray(first, end) }),
      masks: masksOf(first, end - first),
    };
  });
}

function rowsOf<Data extends Float32Array | Int32Array>(
  { shape, data }: Tensor<Data>,
  first: number,
  end: number,
): Tensor<Data> {
  const size = data.length / shape[0]!;
  return { shape: [end - first, ...shape.slice(1)], data: data.subarray(first * size, end * size) as Data };
}
