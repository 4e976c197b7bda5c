import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { feistelNetwork, permuted } from "../random/feistel-network.ts";
import { streamKey } from "../random/streams.ts";
import { batchCount } from "./batch-count.ts";
import { digestWords } from "./digest-words.ts";
import { groupRows } from "./group-rows.ts";
import { requireRowCount } from "./require-row-count.ts";
import type { EpochLayout, EpochOrder, OrderFrame, RowOrder } from "./row-order.ts";

/** Options of {@link bucketed}. */
export interface BucketedOptions {
  /**
   * Where a new bucket begins, ascending: `[10, 20]` makes three, of lengths below 10, from 10 to 19, and from 20 on.
   */
  readonly boundaries: readonly number[];
}

/** What {@link bucketed} returns. */
export interface BucketedOrder extends RowOrder {
  readonly kind: "bucketed";
  readonly boundaries: readonly number[];
}

/**
 * An order in which every batch holds rows of similar length, so that little is padded: rows are sorted into buckets by
 * length, shuffled within each bucket, cut into batches there, and all batches are shuffled.
 *
 * - The rows of bucket b (counted over the buckets that have rows, from 0; ascending by row) come in the order of the
 *   permutation of stream `[2, epoch, 1 + b]`.
 * - Every bucket is cut into batches of `batchSize`. Its last one is kept short or dropped, as `lastBatch` says.
 * - The batches, bucket after bucket, come in the order of the permutation of stream `[2, epoch, 0]`.
 *
 * So an epoch has up to one short batch a bucket, and they may come anywhere in it. Memory: 4 bytes a row, 8 a batch and
 * 100 a bucket.
 *
 * The boundaries are those of TensorFlow's `bucket_by_sequence_length`.
 *
 * @param lengths one a row: integers of at least 0.
 * @throws {InvalidOptionError} if a length is not such an integer, there are not as many as rows, or the boundaries do
 * not rise.
 * @example
 * const order = bucketed([3, 40, 5, 41], { boundaries: [16, 32] });
 * planBatches({ rowCount: 4, batchSize: 2, order, seed: 1 }).rows(0, 0); // rows 0 and 2, or rows 1 and 3
 */
export function bucketed(lengths: ArrayLike<number>, options: BucketedOptions): BucketedOrder {
  rejectUnknownOptions("bucketed", options, ["boundaries"], { bucketBoundaries: "Name it boundaries." });
  const boundaries = requireBoundaries(options.boundaries);
  const groups = groupRows("bucketed: lengths", lengths, (length) => {
    requireInteger("bucketed: a length", length, { min: 0 });
    return boundaries.reduce((bucket, boundary) => bucket + (length >= boundary ? 1 : 0), 0);
  });
  return {
    kind: "bucketed",
    boundaries,
    fingerprint: () =>
      `bucketed(${boundaries.join(" ")}, ${digestWords(groups.rows)} ${digestWords(Float64Array.from(groups.starts))})`,
    layOut(frame) {
      requireRowCount("bucketed: lengths", groups.rows.length, frame.rowCount);
      return layOutBuckets(groups.rows, groups.starts, frame);
    },
  };
}

function requireBoundaries(boundaries: readonly number[]): readonly number[] {
  const rise =
    Array.isArray(boundaries) &&
    boundaries.every((boundary, index) => Number.isSafeInteger(boundary) && boundary > (boundaries[index - 1] ?? 0));
  if (rise) return [...boundaries];
  throw new InvalidOptionError({
    subject: "bucketed: boundaries",
    rule: "must be integers above 0, each larger than the one before",
    received: boundaries,
  });
}

function layOutBuckets(rows: Uint32Array, starts: readonly number[], frame: OrderFrame): EpochLayout {
  const { batchSize, seed, lastBatch } = frame;
  const sizes = starts.slice(1).map((end, bucket) => end - starts[bucket]!);
  /** Number of the first batch of each bucket, and at the end the number of batches. */
  const firstBatches = [0];
  for (const size of sizes) {
    firstBatches.push(firstBatches.at(-1)! + batchCount(size, batchSize, lastBatch));
  }
  const batchesPerEpoch = firstBatches.at(-1)!;
  const length = lastBatch === "keep" ? rows.length : batchesPerEpoch * batchSize;
  return {
    batchesPerEpoch,
    length,
    begin(epoch): EpochOrder {
      const batchNetwork = feistelNetwork(streamKey(seed, "shuffle", epoch, 0), batchesPerEpoch);
      const networks = sizes.map((size, bucket) => feistelNetwork(streamKey(seed, "shuffle", epoch, 1 + bucket), size));
      const batchStarts = new Float64Array(batchesPerEpoch + 1);
      for (let batch = 0; batch < batchesPerEpoch; batch++) {
        const { bucket, first } = placeOf(permuted(batchNetwork, batch));
        batchStarts[batch + 1] = batchStarts[batch]! + Math.min(batchSize, sizes[bucket]! - first);
      }
      return {
        batchStart: (batch) => batchStarts[batch]!,
        fill(position, out) {
          let batch = lastAtMost(batchStarts, position);
          for (let offset = 0; offset < out.length; batch++) {
            const { bucket, first } = placeOf(permuted(batchNetwork, batch));
            const within = position + offset - batchStarts[batch]!;
            const end = Math.min(out.length, batchStarts[batch + 1]! - position);
            const start = first + within - offset;
            for (; offset < end; offset++) {
              out[offset] = rows[starts[bucket]! + permuted(networks[bucket]!, start + offset)]!;
            }
          }
        },
      };
    },
  };

  /** The bucket of a batch before the batches are shuffled, and the position of its first row in the bucket. */
  function placeOf(batch: number): { bucket: number; first: number } {
    const bucket = lastAtMost(firstBatches, batch);
    return { bucket, first: (batch - firstBatches[bucket]!) * batchSize };
  }
}

/** The last index whose (ascending) value is at most `value`. */
function lastAtMost(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (values[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
