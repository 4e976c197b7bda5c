import { rejectUnknownOptions, requireFunction, requireInteger, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { keyFromSeed } from "../random/key.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";
import type { LastBatch } from "./batch-plan.ts";
import type { BatchReader, BatchReaderState } from "./batch-reader.ts";
import type { RowOpeners } from "./row-source.ts";
import { requireShard, WHOLE, type Shard } from "./shard.ts";
import { readStream } from "./stream-reader.ts";

/** Options of {@link streamDataset}. */
export interface StreamDatasetOptions extends RowOpeners {
  /** What a checkpoint knows the stream by, since its content cannot be digested: change it when the content changes. */
  readonly name: string;
  /** Shape of one row of input. */
  readonly inputShape: Shape;
  /** Shape of a target's values. @default none: targets are class indices */
  readonly targetShape?: Shape;
  /** How many rows an epoch has, if that is known; a stream that gives more or fewer is refused. @default unknown */
  readonly rowCount?: number;
  /** How many rows are shuffled at a time, and lie in memory: see {@link shuffleWindow}. @default 1: order is kept */
  readonly window?: number;
}

/** How one epoch of a stream is read. */
export interface StreamEpochOptions {
  /** Counted from 0. */
  readonly epoch: number;
  /** Rows of the optimiser's batch. */
  readonly batchSize: number;
  /** Seed of the run; needed unless `window` is 1. @default none */
  readonly seed?: number | bigint;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** Give only one worker's slice of every batch; each worker reads the whole stream. @default all of it */
  readonly shard?: Shard;
  /** A state of this epoch, to go on from. @default none: from its first batch */
  readonly from?: BatchReaderState;
}

/** Rows that arrive in order, opened anew for every epoch. */
export interface StreamDataset {
  readonly inputShape: Shape;
  readonly rowCount: number | undefined;
  readonly window: number;
  /** Opens an epoch. Nothing is read before the first batch is asked for. */
  openEpoch(options: StreamEpochOptions): BatchReader;
  /** Name, shapes and window as text, by which a checkpoint knows its data again. */
  fingerprint(): string;
}

/**
 * A data set whose rows come one after the other: from a file that is read line by line, a network, a generator. They
 * are shuffled within windows, by addressed draws, so that the order is a function of seed, epoch and window, and an
 * epoch can be gone on with from a few numbers: the source is read again up to the window, or opened there by `openAt`.
 *
 * @param options.open opens the rows of an epoch from the first; each call gives the same rows in the same order.
 * @param options.openAt opens them from a row on, where the source can; resuming is then a matter of one window.
 * @throws {InvalidOptionError} or {ShapeMismatchError} if an option is missing or out of range. The reader's `next`
 * rejects with a {DataError}, which names the row, if the source fails or a row does not fit, if there are no rows or not
 * `rowCount` of them, or if a dropped short batch is all there is; with a {CheckpointMismatchError} if the stream has become
 * shorter than the state it is resumed from.
 * @example
 * const stream = streamDataset({
 *   name: "squares",
 *   inputShape: [1],
 *   targetShape: [],
 *   window: 100,
 *   async *open() {
 *     for (let x = 0; x < 1000; x++) yield { input: [x], target: x * x };
 *   },
 * });
 * const reader = stream.openEpoch({ epoch: 0, batchSize: 32, seed: 42 });
 * (await reader.next())?.inputs.shape; // [32, 1]
 */
export function streamDataset(options: StreamDatasetOptions): StreamDataset {
  rejectUnknownOptions(
    "streamDataset",
    options,
    ["name", "inputShape", "targetShape", "rowCount", "window", "open", "openAt"],
    { bufferSize: "Name it window.", shuffle: "Give the window to shuffle in.", batchSize: "Give it to openEpoch." },
  );
  const { name, targetShape, rowCount, window = 1 } = options;
  if (typeof name !== "string" || name === "") {
    throw new InvalidOptionError({ subject: "streamDataset: name", rule: "must be a text", received: name });
  }
  const inputShape = requireShape("inputShape", options.inputShape);
  if (inputShape.length === 0) {
    throw new ShapeMismatchError({ subject: "inputShape", rule: "must have at least one axis", received: inputShape });
  }
  if (targetShape !== undefined) requireShape("targetShape", targetShape);
  if (rowCount !== undefined) requireInteger("rowCount", rowCount, { min: 1 });
  requireInteger("window", window, { min: 1, max: 2 ** 32 - 1, remedy: "A window of 1 keeps the order." });
  requireFunction("streamDataset: open", options.open);
  if (options.openAt !== undefined) requireFunction("streamDataset: openAt", options.openAt);
  return {
    inputShape,
    rowCount,
    window,
    openEpoch: (epochOptions) =>
      readStream({
        ...requireEpochOptions(epochOptions, window, rowCount),
        openers: options,
        inputShape,
        targetShape,
        rowCount,
        window,
      }),
    fingerprint: () =>
      `stream ${JSON.stringify(name)}, inputs ${formatShape(inputShape)}, targets ` +
      `${targetShape === undefined ? "classes" : formatShape(targetShape)}, window ${window}`,
  };
}

function requireEpochOptions(
  options: StreamEpochOptions,
  window: number,
  rowCount: number | undefined,
): Required<Omit<StreamEpochOptions, "from">> & { readonly from: BatchReaderState | undefined } {
  rejectUnknownOptions("openEpoch", options, ["epoch", "batchSize", "seed", "lastBatch", "shard", "from"]);
  const { epoch, seed, from } = options;
  const batchSize = requireInteger("batchSize", options.batchSize, { min: 1 });
  const lastBatch = requireOneOf("lastBatch", options.lastBatch ?? "keep", ["keep", "drop"]);
  const shard = options.shard === undefined ? WHOLE : requireShard(options.shard);
  if (lastBatch === "drop" && rowCount !== undefined && rowCount < batchSize) {
    throw new InvalidOptionError({
      subject: "batchSize",
      rule: `must be at most rowCount (${rowCount}) when the last batch is dropped`,
      received: batchSize,
      remedy: 'Use a smaller batchSize, or lastBatch: "keep".',
    });
  }
  if (seed !== undefined) keyFromSeed(seed);
  else if (window > 1) {
    throw new InvalidOptionError({
      subject: "seed",
      rule: "is needed to shuffle",
      remedy: "Pass seed, or a stream with window: 1.",
    });
  }
  return { epoch, batchSize, lastBatch, shard, seed: seed ?? 0, from };
}

function requireShape(subject: string, shape: Shape): Shape {
  const lengths = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 1);
  if (lengths) return [...shape];
  throw new ShapeMismatchError({ subject, rule: "must be a list of lengths of at least 1", received: shape });
}
