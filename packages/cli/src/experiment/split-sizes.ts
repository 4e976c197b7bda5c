import type { DataPool } from "./data-pool.ts";

/** Rows of the three parts of a data set. */
export interface SplitSizes {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

/** Rows that were asked for; null leaves a part to {@link splitSizes}. */
export interface RequestedRows {
  readonly training: number | null;
  readonly validation: number | null;
  /** The most rows to test on. */
  readonly test: number | null;
}

const CSV_TRAINING_SHARE = 0.6;
const CSV_VALIDATION_SHARE = 0.2;

/**
 * How many rows each part gets. Where the source has test rows of its own, those are the test rows; otherwise training,
 * validation and test are 60, 20 and 20 % of the rows, and all that is left is tested on. Sizes that do not fit are
 * left to core's `splitRows`, which says so.
 */
export function splitSizes(pool: DataPool, requested: RequestedRows): SplitSizes {
  const { rowCount } = pool.rows;
  const training = requested.training ?? Math.floor(CSV_TRAINING_SHARE * rowCount);
  const validation = requested.validation ?? Math.max(1, Math.floor(CSV_VALIDATION_SHARE * rowCount));
  const available = pool.testRows?.rowCount ?? Math.max(1, rowCount - training - validation);
  return { training, validation, test: Math.min(available, requested.test ?? Infinity) };
}
