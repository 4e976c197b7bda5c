import { keyFromSeed, tensor, uniform, type Batch } from "@lockstep/core";
import { CLASSES, PIXELS } from "./benchmark-network.ts";

const SEED = 1;

/** A batch of class indices: what every contestant is given. */
export interface LabelledBatch extends Batch {
  readonly targets: { readonly shape: readonly number[]; readonly data: Int32Array };
}

/** Rows of uniform numbers in [0, 1), the i-th of class i % 10. */
export function labelledRows(rows: number, firstRow = 0): LabelledBatch {
  const inputs = uniform(keyFromSeed(SEED), rows * PIXELS, firstRow * PIXELS);
  const labels = Int32Array.from({ length: rows }, (_, row) => (firstRow + row) % CLASSES);
  return { inputs: tensor([rows, PIXELS], inputs), targets: tensor([rows], labels) };
}

/** Batches that training takes in turn. */
export const BATCH_COUNT = 8;

/** The batches of training: {@link BATCH_COUNT} consecutive parts of the same rows. */
export function trainingBatches(batchSize: number): readonly LabelledBatch[] {
  return Array.from({ length: BATCH_COUNT }, (_, batch) => labelledRows(batchSize, batch * batchSize));
}

/** Labels as f32 rows that are 1 at the class and 0 elsewhere, [rows, 10]. */
export function oneHotRows(labels: Int32Array): Float32Array {
  const rows = new Float32Array(labels.length * CLASSES);
  for (const [row, label] of labels.entries()) rows[row * CLASSES + label] = 1;
  return rows;
}
