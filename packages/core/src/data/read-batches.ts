import { rejectUnknownOptions } from "../errors/check-option.ts";
import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import type { BatchSpan } from "./batch-plan.ts";
import { closedError, startingState, type BatchReader, type BatchReaderState } from "./batch-reader.ts";
import type { Dataset } from "./dataset.ts";

/** Anything that says which rows form which batch: a plan, or another framework's order. */
export interface RowsByBatch {
  readonly batchesPerEpoch: number;
  /** The rows of a batch, by their indices. */
  rows(epoch: number, batch: number): readonly number[];
  /** Where the batch lies in its epoch. @default a whole batch, starting where the one before it ended */
  span?(epoch: number, batch: number): BatchSpan;
}

/**
 * An epoch of a data set whose rows can be had by their indices, as a {@link BatchReader}: each batch is gathered when it
 * is asked for.
 *
 * @param options.from a state of this epoch, to go on from.
 * @throws {InvalidOptionError} if an option is unknown or a number out of range.
 * @throws {CheckpointMismatchError} if the state is of another epoch, or of a plan with other batches. The reader's `next`
 * rejects with a {DataError} once it has been closed.
 * @example
 * const plan = planBatches({ rowCount: data.rowCount, batchSize: 32, seed: 1 });
 * const reader = readBatches(data, plan, { epoch: 0 });
 * (await reader.next())?.inputs.shape; // [32, 2]
 * reader.state(); // { epoch: 0, batch: 1, row: 32 }
 */
export function readBatches(
  dataset: Dataset,
  plan: RowsByBatch,
  options: { readonly epoch: number; readonly from?: BatchReaderState },
): BatchReader {
  rejectUnknownOptions("readBatches", options, ["epoch", "from"]);
  const { epoch } = options;
  const { batchesPerEpoch } = plan;
  let state = startingState(epoch, options.from);
  let closed = false;
  let failure: { readonly error: unknown } | undefined;
  const known = state.batch < batchesPerEpoch ? plan.span?.(epoch, state.batch).position : undefined;
  if (state.batch > batchesPerEpoch || (known !== undefined && known !== state.row)) {
    throw new CheckpointMismatchError({
      subject: "from",
      rule: "must be a state of a reader with the same batches",
      received: options.from,
      remedy: "Resume with the batchSize, order and lastBatch it was saved with.",
    });
  }
  return {
    batchesPerEpoch,
    async next() {
      if (closed) throw closedError();
      if (failure !== undefined) throw failure.error;
      const { batch, row } = state;
      if (batch === batchesPerEpoch) return undefined;
      try {
        const rows = plan.rows(epoch, batch);
        const { firstRow, batchRows } = plan.span?.(epoch, batch) ?? { firstRow: 0, batchRows: rows.length };
        const gathered = dataset.gather(rows);
        state = { epoch, batch: batch + 1, row: row + batchRows };
        return { ...gathered, firstRow };
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
    state: () => state,
    async close() {
      closed = true;
    },
  };
}
