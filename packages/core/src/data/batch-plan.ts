import { requireInteger, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { keyFromSeed } from "../random/key.ts";
import { layOutNamed, NAMED_ORDERS, type NamedOrder } from "./named-orders.ts";
import type { EpochOrder, RowOrder } from "./row-order.ts";
import { shardSpan, WHOLE, type RowSpan, type Shard } from "./shard.ts";

/** In which order an epoch visits the rows: by name, or as `weighted`, `stratified` or `bucketed` make one. */
export type BatchOrder = NamedOrder | RowOrder;

/** What becomes of the rows that do not fill a last batch: a short batch of their own, or nothing this epoch. */
export type LastBatch = "keep" | "drop";

/** Options of `planBatches`. */
export interface BatchPlanOptions {
  /** How many rows there are, at most 2^53 - 1. */
  readonly rowCount: number;
  /** Rows of the optimiser's batch. Above `rowCount` it makes one batch of all rows. */
  readonly batchSize: number;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** @default "shuffled" */
  readonly order?: BatchOrder;
  /** Seed of the run; needed by every order but the sequential one. @default none */
  readonly seed?: number | bigint;
  /** Plan only one worker's slice of every batch. @default { index: 0, count: 1 } */
  readonly shard?: Shard;
}

/** Where a plan's rows of a batch stand. */
export interface BatchSpan extends RowSpan {
  /** Rows of the whole optimiser batch, of all shards together. */
  readonly batchRows: number;
  /** Position of the batch's first row in the epoch's order. */
  readonly position: number;
}

/** Which rows form which batch. It yields indices, never data, and any batch can be asked for. */
export interface BatchPlan {
  readonly rowCount: number;
  readonly batchSize: number;
  /** Optimiser steps of an epoch, the same for every shard. */
  readonly batchesPerEpoch: number;
  /** Row indices of one batch (of this shard's slice of it), in order; both numbers count from 0. */
  rows(epoch: number, batch: number): readonly number[];
  /** Where those rows stand in the optimiser batch: masks and noise are addressed from `firstRow`. */
  span(epoch: number, batch: number): BatchSpan;
  /** The row at one position of an epoch's order, shards aside. */
  rowAt(epoch: number, position: number): number;
  /** Batch size, order and last batch as text; not the shard, since any number of workers makes the same run. */
  fingerprint(): string;
}

/**
 * The plan of options whose names are known; `planBatches` has the rest of the law.
 *
 * @throws {InvalidOptionError} as `planBatches`, but for names.
 */
export function batchPlan(options: Omit<BatchPlanOptions, "shard">, shard: Shard = WHOLE): BatchPlan {
  const { order = "shuffled", seed } = options;
  const rowCount = requireInteger("rowCount", options.rowCount, { min: 1, remedy: "There must be rows to train on." });
  const batchSize = requireInteger("batchSize", options.batchSize, { min: 1 });
  const lastBatch = requireOneOf("lastBatch", options.lastBatch ?? "keep", ["keep", "drop"]);
  requireOrder(order, seed);
  const frame = { rowCount, batchSize, lastBatch, seed: seed ?? 0 };
  const layout = typeof order === "string" ? layOutNamed(order, frame) : order.layOut(frame);
  const { batchesPerEpoch } = layout;
  if (Math.min(batchSize, layout.length) > LARGEST_BATCH) {
    throw new InvalidOptionError({
      subject: "batchSize",
      rule: `must be at most ${LARGEST_BATCH}, since a batch's indices lie in memory`,
      received: batchSize,
      remedy: "Use a smaller batchSize.",
    });
  }
  if (batchesPerEpoch === 0) {
    throw new InvalidOptionError({
      subject: "batchSize",
      rule:
        typeof order === "string"
          ? `must be at most rowCount (${rowCount}) when the last batch is dropped`
          : `must fill a batch of the ${order.kind} order when short ones are dropped`,
      received: batchSize,
      remedy: 'Use a smaller batchSize, or lastBatch: "keep".',
    });
  }

  /** A batch is asked for after its neighbour: the epoch's keys and tables are made once. */
  let begun: { readonly epoch: number; readonly order: EpochOrder } | undefined;

  function orderOf(epoch: number): EpochOrder {
    if (begun?.epoch !== epoch) {
      requireInteger("epoch", epoch, { min: 0, max: 2 ** 32 - 1 });
      begun = { epoch, order: layout.begin(epoch) };
    }
    return begun.order;
  }

  function spanOf(epoch: number, batch: number): BatchSpan {
    requireInteger("batch", batch, { min: 0, max: batchesPerEpoch - 1 });
    const epochOrder = orderOf(epoch);
    const position = epochOrder.batchStart(batch);
    const batchRows = epochOrder.batchStart(batch + 1) - position;
    return { ...shardSpan(shard, batchRows), batchRows, position };
  }

  return {
    rowCount,
    batchSize,
    batchesPerEpoch,
    rows(epoch, batch) {
      const { position, firstRow, rows } = spanOf(epoch, batch);
      return indicesFrom(orderOf(epoch), position + firstRow, rows);
    },
    span: spanOf,
    rowAt(epoch, position) {
      requireInteger("position", position, { min: 0, max: layout.length - 1 });
      return indicesFrom(orderOf(epoch), position, 1)[0]!;
    },
    fingerprint: () => `${batchSize} ${typeof order === "string" ? order : order.fingerprint()} ${lastBatch}`,
  };
}

const LARGEST_BATCH = 2 ** 32 - 1;
function requireOrder(order: unknown, seed: number | bigint | undefined): void {
  const isRowOrder =
    typeof order === "object" && order !== null && "layOut" in order && typeof order.layOut === "function";
  if (!isRowOrder) {
    requireOneOf(
      "order",
      order,
      NAMED_ORDERS,
      "Or pass what weighted(weights), stratified(labels) or bucketed(lengths) return.",
    );
  }
  if (seed !== undefined) keyFromSeed(seed);
  else if (order !== "sequential") {
    throw new InvalidOptionError({
      subject: "seed",
      rule: "is needed to shuffle",
      remedy: 'Pass seed, or order: "sequential".',
    });
  }
}

function indicesFrom(order: EpochOrder, first: number, count: number): number[] {
  const indices = new Float64Array(count);
  order.fill(first, indices);
  // Not Array.from, whose iterator takes longer than the draw.
  const rows: number[] = [];
  for (let offset = 0; offset < count; offset++) rows.push(indices[offset]!);
  return rows;
}
