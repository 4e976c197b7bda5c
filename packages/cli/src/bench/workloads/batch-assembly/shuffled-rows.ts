import { planBatches, type Tensor } from "@lockstep/core";
import type { WorkloadSize } from "../../workload.ts";
import { labelledRows } from "../network/labelled-rows.ts";

/** Rows of MNIST's training images. */
const MOST_ROWS = 60_000;

/** Rows in memory, and the indices of an epoch's full batches. */
export interface ShuffledRows {
  readonly inputs: Tensor;
  readonly batches: readonly (readonly number[])[];
}

/** What every contestant gathers batches from: the size's rows, at most 60,000, in an order drawn beforehand. */
export function shuffledRows({ batchSize, rows }: WorkloadSize): ShuffledRows {
  const rowCount = Math.min(rows, MOST_ROWS);
  const plan = planBatches({ rowCount, batchSize: Math.min(batchSize, rowCount), seed: 1, lastBatch: "drop" });
  return {
    inputs: labelledRows(rowCount).inputs,
    batches: Array.from({ length: plan.batchesPerEpoch }, (_, batch) => plan.rows(0, batch)),
  };
}
