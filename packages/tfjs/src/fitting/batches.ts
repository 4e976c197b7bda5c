import {
  DataError,
  InvalidOptionError,
  planBatches,
  UnsupportedOptionError,
  type BatchOrder,
  type BatchPlan,
  type Dataset,
  type LastBatch,
  type Shard,
} from "@lockstep/core";
import { rejectUnknownOptions, requireInteger } from "@lockstep/core/engine";

import { requireTfjs, type DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { BatchDataset, BatchSource, DataNamespace, LayersBatch } from "./batch-dataset.ts";
import type { GatheringNamespace } from "./column.ts";
import { gatherColumns, inForm, readColumns, requireSameRows, type RowData } from "./row-data.ts";

/** How the rows are batched: the options of core's `planBatches`. */
export interface BatchingOptions {
  /** Rows of a batch. */
  readonly batchSize: number;
  /** Seed of the run; needed by every order but the sequential one. 0 is a seed like any other. @default none */
  readonly seed?: number | bigint;
  /** By name, or what `weighted`, `stratified` or `bucketed` of `@lockstep/core` make. @default "shuffled" */
  readonly order?: BatchOrder;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** One worker's slice of every batch. @default { index: 0, count: 1 } */
  readonly shard?: Shard;
  /** The epoch of the first pass, to go on with a run. @default 0 */
  readonly startEpoch?: number;
}

/** Options of {@link batches}: inputs and targets, or a data set of core. */
export type BatchesOptions = BatchingOptions &
  (
    | { readonly xs: RowData; readonly ys: RowData; readonly data?: never }
    | { readonly data: Dataset; readonly xs?: never; readonly ys?: never }
  );

/**
 * Batches for `model.fitDataset` in the order of core's `planBatches`: each pass is the next epoch of the plan, so that an
 * epoch's batches are those of every other Lockstep engine with the seed. Nothing is drawn from `Math.random`.
 *
 * Tensors stay where they are, and a batch is gathered on the device; numbers in JavaScript are uploaded batch by batch. A
 * column of one number a row becomes `[batch, 1]`, as in `model.fit`. Whoever takes a batch disposes it, which
 * `fitDataset` does. With `fitDataset({ batchesPerEpoch })` pass `batches(...).repeat()`: a pass ends after its epoch.
 *
 * @param tf the namespace. With `tf.data` the result is a `tf.data.Dataset` with `map`, `prefetch` and the rest; without
 *   it, an object that has what `fitDataset` calls.
 * @param options.xs inputs: a tensor, numbers, a list of tensors, or columns by input name; the first axis is the row.
 * @param options.ys targets, likewise.
 * @param options.data instead of both, a data set of core without weights.
 * @throws {InvalidOptionError} if an option is unknown or out of range, or `seed` is missing for an order that draws.
 * @throws {ShapeMismatchError} if the columns have different numbers of rows.
 * @throws {DataError} if there are no rows. A pass rejects with it where a shard has no row of a batch.
 * @throws {UnsupportedOptionError} if the data set has weights, which `fitDataset` cannot take.
 * @example
 * const data = batches(tf, { xs, ys, batchSize: 32, seed: 42 });
 * await model.fitDataset(data, { epochs: 10 });
 */
export function batches(tf: DataNamespace, options: BatchesOptions): BatchDataset;
export function batches(tf: GatheringNamespace, options: BatchesOptions): BatchSource;
export function batches(tf: GatheringNamespace | DataNamespace, options: BatchesOptions): BatchSource | BatchDataset {
  requireTfjs("batches", tf);
  rejectUnknownOptions(
    "batches",
    options,
    ["xs", "ys", "data", "batchSize", "seed", "order", "lastBatch", "shard", "startEpoch"],
    { ...WEIGHTS, shuffle: 'Use order: "shuffled" or "sequential".', initialEpoch: "Name it startEpoch." },
  );
  const rows = options.data === undefined ? columnRows(tf, options) : datasetRows(tf, options.data);
  const { batchSize, seed, order, lastBatch, shard } = options;
  const plan = planBatches({
    rowCount: rows.rowCount,
    batchSize,
    ...(seed === undefined ? {} : { seed }),
    ...(order === undefined ? {} : { order }),
    ...(lastBatch === undefined ? {} : { lastBatch }),
    ...(shard === undefined ? {} : { shard }),
  });
  let nextEpoch = requireInteger("batches: startEpoch", options.startEpoch ?? 0, { min: 0, max: 2 ** 32 - 1 });
  // An iterator begins its epoch with its first batch: fitDataset opens one that it never reads from.
  const pass = () => readPass(plan, rows.gather, () => nextEpoch++);

  if (!("data" in tf)) return { size: plan.batchesPerEpoch, iterator: async () => pass() };
  const dataset = tf.data.generator(pass);
  // tfjs counts the steps of an epoch by it, and its own generator does not know.
  return Object.assign(dataset, { size: plan.batchesPerEpoch });
}

const WEIGHTS = {
  sampleWeight: "fitDataset cannot take weights; use fitModel(tf, model, xs, ys, { sampleWeight }).",
  sampleWeights: "fitDataset cannot take weights; use fitModel(tf, model, xs, ys, { sampleWeight }).",
  weights: "fitDataset cannot take weights; use fitModel(tf, model, xs, ys, { sampleWeight }).",
} as const;

/** Rows of the source as a batch. */
interface Rows {
  readonly rowCount: number;
  readonly gather: (rows: readonly number[]) => LayersBatch;
}

function columnRows(tf: GatheringNamespace, { xs, ys }: { readonly xs?: RowData; readonly ys?: RowData }): Rows {
  if (xs === undefined || ys === undefined) {
    throw new InvalidOptionError({ subject: "batches", rule: "needs either xs and ys, or data", received: { xs, ys } });
  }
  const inputs = readColumns(tf, "xs", xs);
  const targets = readColumns(tf, "ys", ys);
  const rowCount = requireSameRows("batches", [inputs, targets]);
  const columns = [...inputs.columns, ...targets.columns];
  return {
    rowCount,
    gather(rows) {
      const tensors = gatherColumns(tf, columns, rows);
      const count = inputs.columns.length;
      return { xs: inForm(inputs, tensors.slice(0, count)), ys: inForm(targets, tensors.slice(count)) };
    },
  };
}

function datasetRows(tf: GatheringNamespace, data: Dataset): Rows {
  if ("weights" in data && data.weights !== undefined) throw weightsError();
  return {
    rowCount: data.rowCount,
    gather(rows) {
      const { inputs, targets, weights } = data.gather(rows);
      if (weights !== undefined) throw weightsError();
      return { xs: upload(tf, inputs), ys: upload(tf, targets) };
    },
  };
}

function upload(tf: GatheringNamespace, { shape, data }: ReturnType<Dataset["gather"]>["targets"]): DeviceTensor {
  const axes = shape.length === 1 ? [...shape, 1] : [...shape];
  return tf.tensor(data, axes, data instanceof Float32Array ? "float32" : "int32");
}

function weightsError(): UnsupportedOptionError {
  return new UnsupportedOptionError({
    subject: "batches: data",
    rule: "must not have weights, which fitDataset does not take",
    remedy: "Pass inputs, targets and weights to fitModel(tf, model, xs, ys, { sampleWeight }).",
  });
}

/** One epoch's batches, one after the other. */
function readPass(plan: BatchPlan, gather: Rows["gather"], begin: () => number): AsyncIterator<LayersBatch> {
  let epoch: number | undefined;
  let batch = 0;
  return {
    async next() {
      if (batch === plan.batchesPerEpoch) return { value: undefined, done: true };
      epoch ??= begin();
      const rows = plan.rows(epoch, batch);
      if (rows.length === 0) {
        throw new DataError({
          subject: `batches: batch ${batch} of epoch ${epoch}`,
          rule: "has no row for this shard",
          remedy: 'Use fewer shards, or lastBatch: "drop".',
        });
      }
      batch++;
      return { value: gather(rows), done: false };
    },
  };
}
