import { batchCount } from "./batch-count.ts";

/**
 * An order of an epoch's rows that a plan can follow: the result of `weighted`, `stratified` or `bucketed`, or one of your
 * own. Its law must be a pure function of the frame and the epoch.
 */
export interface RowOrder {
  readonly kind: string;
  /** What decides the order besides seed, epoch and batch size, as short text: a checkpoint knows its order by it. */
  fingerprint(): string;
  /** Checks that the order fits the plan, and builds what all its epochs share. */
  layOut(frame: OrderFrame): EpochLayout;
}

/** The checked options of the plan that an order is laid out for. */
export interface OrderFrame {
  readonly rowCount: number;
  readonly batchSize: number;
  readonly lastBatch: "keep" | "drop";
  readonly seed: number | bigint;
}

/** What the epochs of a plan have in common. */
export interface EpochLayout {
  readonly batchesPerEpoch: number;
  /** Positions in an epoch's order: those of its batches, and then those that a dropped last batch would have. */
  readonly length: number;
  /** The order of one of them. */
  begin(epoch: number): EpochOrder;
}

/** The order of one epoch. */
export interface EpochOrder {
  /** Position of a batch's first row, and for `batchesPerEpoch` the position after the last batch's last row. */
  batchStart(batch: number): number;
  /** Writes the rows at positions `first`, `first + 1`, ... into all of `out`. */
  fill(first: number, out: Float64Array): void;
}

/** How an order of `length` rows is cut into batches of `batchSize`, the last one kept short or dropped. */
export interface EvenCut {
  readonly batchesPerEpoch: number;
  readonly length: number;
  batchStart(batch: number): number;
}

export function evenCut(length: number, { batchSize, lastBatch }: Omit<OrderFrame, "seed" | "rowCount">): EvenCut {
  return {
    batchesPerEpoch: batchCount(length, batchSize, lastBatch),
    length,
    batchStart: (batch) => Math.min(batch * batchSize, length),
  };
}
