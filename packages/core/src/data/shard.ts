import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";

/** One of several workers that share every batch. */
export interface Shard {
  /** Which one, from 0. */
  readonly index: number;
  /** How many there are. */
  readonly count: number;
}

/** A run of rows within a batch. */
export interface RowSpan {
  /** Position of the first one in the batch. */
  readonly firstRow: number;
  /** How many there are; 0 where there are more shards than rows. */
  readonly rows: number;
}

/** The shard that is all there is. */
export const WHOLE: Shard = { index: 0, count: 1 };

/** Checks a shard. @throws {InvalidOptionError} if the index is not below the count. */
export function requireShard(shard: Shard): Shard {
  rejectUnknownOptions("shard", shard, ["index", "count"], {
    rank: "Name it index.",
    worldSize: "Name it count.",
    numReplicas: "Name it count.",
  });
  const count = requireInteger("shard.count", shard.count, { min: 1 });
  const index = requireInteger("shard.index", shard.index, {
    min: 0,
    max: count - 1,
    remedy: "Workers are counted from 0.",
  });
  return { index, count };
}

/**
 * A shard's rows of a batch: consecutive ones, the first `batchRows mod count` shards having one more than the others, so
 * that the shards one after the other are the batch.
 */
export function shardSpan({ index, count }: Shard, batchRows: number): RowSpan {
  const each = Math.floor(batchRows / count);
  const larger = batchRows % count;
  return { firstRow: index * each + Math.min(index, larger), rows: each + (index < larger ? 1 : 0) };
}
