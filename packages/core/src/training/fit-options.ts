import type { BatchOrder, LastBatch } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { CheckpointBest } from "../early-stopping/checkpoint-best.ts";
import type { EarlyStopping } from "../early-stopping/early-stopping.ts";
import type { ReduceOnPlateau } from "../early-stopping/reduce-on-plateau.ts";
import type { RandomnessSource } from "../randomness/run-randomness.ts";
import type { Sgd } from "../sgd/sgd.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { TrainingEvent } from "./training-events.ts";

/** Something like the web's `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

/** When to save the run. Give one of the two intervals. */
export interface CheckpointOptions {
  /** Steps between two checkpoints; at least 1. @default none: give `everyEpochs` */
  readonly everySteps?: number;
  /** Epochs between two checkpoints; at least 1. @default none: give `everySteps` */
  readonly everyEpochs?: number;
  /** Training waits for it. The checkpoint's arrays are its own. */
  readonly save: (checkpoint: Checkpoint) => void | Promise<void>;
}

/** Options of `fit`. */
export interface FitOptions {
  /** The most epochs to train; at least 1. */
  readonly epochs: number;
  /** Rows of an optimiser step; at least 1. */
  readonly batchSize: number;
  /**
   * Rows that the engine is given at a time: a step's gradients are summed over its micro-batches. It changes memory,
   * never rows, masks or, on the reference engine, a single bit; but batch norm takes its statistics from a micro-batch.
   * @default batchSize
   */
  readonly microBatchSize?: number;
  /** Seed of batch order and dropout masks: a non-negative integer, or a bigint below 2^64. @default none: give `randomness` */
  readonly seed?: number | bigint;
  /**
   * Another framework's generator, from which order and masks are drawn instead: `new TorchGenerator(42)`.
   * @default the addressed streams of `seed`
   */
  readonly randomness?: RandomnessSource;
  /** How a step changes the weights: what `sgd` returns. */
  readonly optimizer: Sgd;
  /** Rows to measure after every epoch and at every check; a metric of theirs can be monitored. @default none */
  readonly validation?: Dataset | StreamDataset;
  /** When to stop before the last epoch, and whose weights to keep. @default none: the last weights stay */
  readonly earlyStopping?: EarlyStopping;
  /** What lowers the learning rate when a metric stops improving. @default none */
  readonly reduceOnPlateau?: ReduceOnPlateau;
  /** What saves a checkpoint whenever a metric is better than at the last one saved. @default none */
  readonly checkpointBest?: CheckpointBest<Checkpoint>;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** Not together with `randomness` or a stream, which have an order of their own. @default "shuffled" */
  readonly order?: BatchOrder;
  /** Batches to read ahead of the step under way; rows, their order and masks stay. @default 1 for a stream, 0 for data in memory */
  readonly prefetch?: number;
  /** Rows of an evaluation's batches; changes speed and memory, and results only in rounding. @default 1024 */
  readonly evaluationBatchSize?: number;
  /** Ends the run before its next step once aborted; the report then carries a checkpoint. @default never */
  readonly signal?: AbortSignalLike;
  /** Called in between, synchronously; what it throws ends the run. @default nothing */
  readonly onEvent?: (event: TrainingEvent) => void;
  /** When to save the run, and where to. @default never */
  readonly checkpoint?: CheckpointOptions;
  /** A checkpoint of this run to go on from. @default the start */
  readonly resumeFrom?: Checkpoint | undefined;
  /** Milliseconds from any fixed moment; only elapsed times in reports depend on it. @default performance.now */
  readonly clock?: () => number;
}
