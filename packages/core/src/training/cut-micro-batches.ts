import type { GatheredRows } from "../data/dataset.ts";
import { microBatches, sliceRows } from "../data/micro-batches.ts";
import type { DropoutMask } from "../dropout/dropout-mask.ts";
import type { MicroBatch } from "../engine/training-engine.ts";

/**
 * Cuts an optimiser batch into micro-batches of `size` rows (the last one may be shorter), each with the masks of its
 * rows. The parts are views: engines copy what they are given.
 */
export function cutMicroBatches(
  batch: GatheredRows,
  size: number,
  masksOf: (firstRow: number, rows: number) => readonly DropoutMask[],
): readonly MicroBatch[] {
  return microBatches(batch.inputs.shape[0]!, size).map(({ firstRow, rows }) => ({
    ...sliceRows(batch, firstRow, rows),
    masks: masksOf(firstRow, rows),
  }));
}
