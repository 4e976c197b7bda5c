import { rejectUnknownOptions, requireInteger, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { permutation } from "../random/permutation.ts";
import { streamKey } from "../random/streams.ts";

/** In which order an epoch visits the rows. */
export type BatchOrder = "sequential" | "shuffled";

/** What becomes of the rows that do not fill a last batch: a short batch of their own, or nothing this epoch. */
export type LastBatch = "keep" | "drop";

export interface BatchPlanOptions {
  /** How many rows there are, at most 2^53 - 1. */
  readonly rowCount: number;
  /** Rows of the optimiser's batch. */
  readonly batchSize: number;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** @default "shuffled" */
  readonly order?: BatchOrder;
  /** Seed of the run; needed to shuffle. */
  readonly seed?: number | bigint;
}

/** Which rows form which batch. It yields indices, never data, and keeps none of them: any batch can be asked for. */
export interface BatchPlan {
  readonly rowCount: number;
  readonly batchSize: number;
  readonly batchesPerEpoch: number;
  /** Row indices of one batch, in order; both numbers count from 0. */
  rows(epoch: number, batch: number): readonly number[];
  /** The row at one position of an epoch's order. */
  rowAt(epoch: number, position: number): number;
}

/**
 * Plans an epoch's batches. A shuffled epoch's order is the {@link permutation} of the stream `[2, epoch]`: any (epoch,
 * batch) is computed in O(batch) time and O(1) memory, so that a run can be resumed in the middle of an epoch of any size.
 *
 * @throws {InvalidOptionError} if a number is out of range, `seed` is missing for a shuffle, an option is unknown, or
 * the plan would have no batch.
 * @example
 * const plan = planBatches({ rowCount: 10, batchSize: 4, seed: 42 });
 * plan.batchesPerEpoch; // 3
 * plan.rows(0, 2).length; // 2
 */
export function planBatches(options: BatchPlanOptions): BatchPlan {
  rejectUnknownOptions("planBatches", options, ["rowCount", "batchSize", "lastBatch", "order", "seed"], {
    dropLast: 'Use lastBatch: "drop".',
    shuffle: 'Use order: "shuffled" or "sequential".',
  });
  const { lastBatch = "keep", order = "shuffled", seed } = options;
  const rowCount = requireInteger("rowCount", options.rowCount, { min: 1, remedy: "There must be rows to train on." });
  const batchSize = requireInteger("batchSize", options.batchSize, { min: 1 });
  requireOneOf("lastBatch", lastBatch, ["keep", "drop"]);
  requireOneOf("order", order, ["sequential", "shuffled"]);
  if (order === "shuffled" && seed === undefined) {
    throw new InvalidOptionError({
      subject: "seed",
      rule: "is needed to shuffle",
      remedy: 'Pass seed, or order: "sequential".',
    });
  }
  const batchesPerEpoch = lastBatch === "keep" ? Math.ceil(rowCount / batchSize) : Math.floor(rowCount / batchSize);
  if (batchesPerEpoch === 0) {
    throw new InvalidOptionError({
      subject: "batchSize",
      rule: `must be at most rowCount (${rowCount}) when the last batch is dropped`,
      received: batchSize,
      remedy: 'Use a smaller batchSize, or lastBatch: "keep".',
    });
  }

  function orderOf(epoch: number): (position: number) => number {
    requireInteger("epoch", epoch, { min: 0, max: 2 ** 32 - 1 });
    return order === "sequential" ? (position) => position : permutation(streamKey(seed!, "shuffle", epoch), rowCount);
  }

  return {
    rowCount,
    batchSize,
    batchesPerEpoch,
    rows(epoch, batch) {
      requireInteger("batch", batch, { min: 0, max: batchesPerEpoch - 1 });
      const indexAt = orderOf(epoch);
      const first = batch * batchSize;
      return Array.from({ length: Math.min(batchSize, rowCount - first) }, (_, offset) => indexAt(first + offset));
    },
    rowAt(epoch, position) {
      requireInteger("position", position, { min: 0, max: rowCount - 1 });
      return orderOf(epoch)(position);
    },
  };
}
