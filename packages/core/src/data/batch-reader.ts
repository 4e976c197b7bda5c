import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { CheckpointMismatchError, DataError } from "../errors/lockstep-error.ts";
import type { GatheredRows } from "./dataset.ts";

/** A batch as a reader hands it out. */
export interface ReadBatch extends GatheredRows {
  /** Where its rows stand in the optimiser batch: 0 unless they are a shard's. Masks are addressed from here. */
  readonly firstRow: number;
}

/**
 * The batches of one epoch, one after the other, wherever the rows come from: what `readBatches` makes of a data set in
 * memory, `openEpoch` of a stream, and `prefetch` of either.
 */
export interface BatchReader {
  /** Batches of the epoch, where that is known before they have been read. */
  readonly batchesPerEpoch: number | undefined;
  /**
   * The next batch, or undefined after the last. Calls may overlap; they are served in order. After an error every
   * further call gives the same error.
   */
  next(): Promise<ReadBatch | undefined>;
  /** Where the reader stands: after the last batch that was handed out. Plain JSON, to open the epoch from again. */
  state(): BatchReaderState;
  /** Lets go of the source. May be called at any time and again; a later `next` rejects. */
  close(): Promise<void>;
}

/** How far an epoch has been handed out. */
export interface BatchReaderState {
  readonly epoch: number;
  /** Batches handed out. */
  readonly batch: number;
  /** Rows in them, those of other shards included. */
  readonly row: number;
}

/**
 * The state to begin with: the one to go on from, after checking that it is one of this epoch's.
 *
 * @throws {InvalidOptionError} if its numbers are out of range.
 * @throws {CheckpointMismatchError} if it belongs to another epoch.
 */
export function startingState(epoch: number, from: BatchReaderState | undefined): BatchReaderState {
  requireInteger("epoch", epoch, { min: 0, max: 2 ** 32 - 1 });
  if (from === undefined) return { epoch, batch: 0, row: 0 };
  rejectUnknownOptions("from", from, ["epoch", "batch", "row"]);
  for (const name of ["epoch", "batch", "row"] as const) requireInteger(`from.${name}`, from[name], { min: 0 });
  if (from.epoch === epoch) return { epoch, batch: from.batch, row: from.row };
  throw new CheckpointMismatchError({
    subject: "from",
    rule: `must be a state of epoch ${epoch}`,
    received: from.epoch,
  });
}

/**
 * A reader's batches for `for await`. The reader is closed however the loop ends.
 *
 * @yields one batch after the other, as the reader's `next` gives them.
 * @example
 * const plan = planBatches({ rowCount: data.rowCount, batchSize: 32, seed: 1 });
 * for await (const { inputs } of eachBatch(readBatches(data, plan, { epoch: 0 }))) console.log(inputs.shape[0]);
 */
export async function* eachBatch(reader: BatchReader): AsyncGenerator<ReadBatch, void, undefined> {
  try {
    for (let batch = await reader.next(); batch !== undefined; batch = await reader.next()) yield batch;
  } finally {
    await reader.close();
  }
}

/** What a reader says when it is asked after it was closed. */
export function closedError(): DataError {
  return new DataError({
    subject: "the batch reader",
    rule: "has been closed",
    remedy: "Open the epoch again from its state.",
  });
}
