import { rejectUnknownOptions } from "../errors/check-option.ts";
import { batchPlan, type BatchPlan, type BatchPlanOptions } from "./batch-plan.ts";
import { requireShard } from "./shard.ts";

/**
 * Plans an epoch's batches: consecutive slices of the epoch's order.
 *
 * `"sequential"`, `"shuffled"` (the {@link permutation} of stream `[2, epoch]`) and `"with-replacement"` (draws of stream
 * `[6, epoch]`) compute any (epoch, batch) in O(batch) time and O(1) memory, so that a run can be resumed in the middle of
 * an epoch of any size. `weighted`, `stratified` and `bucketed` state what they keep. A plan with `shard` has the same
 * batches and yields its slice of each: the shards of a batch, one after the other, are the batch, however many there are.
 *
 * @throws {InvalidOptionError} if a number is out of range, `seed` is missing for an order that draws, the order does not
 * fit, an option is unknown, or the plan would have no batch.
 * @example
 * const plan = planBatches({ rowCount: 10, batchSize: 4, seed: 42 });
 * plan.batchesPerEpoch; // 3
 * plan.rows(0, 2).length; // 2
 */
export function planBatches(options: BatchPlanOptions): BatchPlan {
  const known = ["rowCount", "batchSize", "lastBatch", "order", "seed", "shard"];
  rejectUnknownOptions("planBatches", options, known, OTHER_NAMES);
  return batchPlan(options, options.shard === undefined ? undefined : requireShard(options.shard));
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  dropLast: 'Use lastBatch: "drop".',
  dropRemainder: 'Use lastBatch: "drop".',
  shuffle: 'Use order: "shuffled" or "sequential".',
  replacement: 'Use order: "with-replacement".',
  sampler: "Use order: weighted(weights), stratified(labels) or bucketed(lengths).",
  numReplicas: "Use shard: { index, count }.",
  rank: "Use shard: { index, count }.",
};
