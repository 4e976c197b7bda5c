import { planBatches, type BatchOrder, type BatchPlan, type LastBatch } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { EarlyStopping } from "../early-stopping/early-stopping.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions, requireFunction, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { keyFromSeed } from "../random/key.ts";
import { sgd, type Sgd, type SgdOptions } from "../sgd/sgd.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { requireTrainable } from "./require-trainable.ts";
import type { TrainingEvent } from "./training-events.ts";

/** Something like the web's `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

/** When to save the run. Give one of the two intervals. */
export interface CheckpointOptions {
  readonly everySteps?: number;
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
  /** Seed of batch order and dropout masks: a non-negative integer, or a bigint below 2^64. */
  readonly seed: number | bigint;
  readonly optimizer: Sgd;
  /** Rows to measure after every epoch. Needed to monitor a validation metric. */
  readonly validation?: Dataset;
  /** When to stop before the last epoch, and whose weights to keep. @default none: the last weights stay */
  readonly earlyStopping?: EarlyStopping;
  /** @default "keep" */
  readonly lastBatch?: LastBatch;
  /** @default "shuffled" */
  readonly order?: BatchOrder;
  /** Rows of an evaluation's batches; changes speed and memory, and results only in rounding. @default 1024 */
  readonly evaluationBatchSize?: number;
  /** Ends the run before its next step once aborted; the report then carries a checkpoint. */
  readonly signal?: AbortSignalLike;
  /** Called in between, synchronously; what it throws ends the run. */
  readonly onEvent?: (event: TrainingEvent) => void;
  readonly checkpoint?: CheckpointOptions;
  /** Go on from here instead of from the start. */
  readonly resumeFrom?: Checkpoint;
  /** Milliseconds from any fixed moment; only elapsed times in reports depend on it. @default performance.now */
  readonly clock?: () => number;
}

/** Checked options with defaults, and the plan they make. */
export interface FitSettings extends FitOptions {
  readonly data: Dataset;
  readonly plan: BatchPlan;
  readonly evaluationBatchSize: number;
  readonly clock: () => number;
}

const OPTION_NAMES = [
  "epochs",
  "batchSize",
  "seed",
  "optimizer",
  "validation",
  "earlyStopping",
  "lastBatch",
  "order",
  "evaluationBatchSize",
  "signal",
  "onEvent",
  "checkpoint",
  "resumeFrom",
  "clock",
] as const satisfies readonly (keyof FitOptions)[];

/** Checks everything that can be checked before any work, so that a bad option costs nothing. */
export function resolveFitOptions(engine: TrainingEngine, data: Dataset, options: FitOptions): FitSettings {
  rejectUnknownOptions("fit", options, OPTION_NAMES, {
    shuffle: 'Use order: "shuffled" or "sequential".',
    validationData: "Name it validation.",
    callbacks: "Use onEvent.",
  });
  const { batchSize, seed, lastBatch = "keep", order = "shuffled", evaluationBatchSize = 1024 } = options;
  requireInteger("epochs", options.epochs, { min: 1 });
  requireInteger("evaluationBatchSize", evaluationBatchSize, { min: 1 });
  keyFromSeed(seed);
  const optimizer = requireOptimizer(options.optimizer);
  requireEarlyStopping(options.earlyStopping);
  for (const name of ["onEvent", "clock"] as const)
    if (options[name] !== undefined) requireFunction(name, options[name]);
  requireTrainable(engine, data, "data");
  if (options.validation !== undefined) requireTrainable(engine, options.validation, "validation");
  requireMonitor(engine, options);
  requireCheckpointOptions(options.checkpoint);
  const plan = planBatches({ rowCount: data.rowCount, batchSize, lastBatch, order, seed });
  return {
    ...options,
    optimizer,
    data,
    plan,
    lastBatch,
    order,
    evaluationBatchSize,
    clock: options.clock ?? defaultClock,
  };
}

/** What a run's numbers depend on, as text by subject. */
export function runFingerprints(engine: TrainingEngine, settings: FitSettings): Record<string, string> {
  const { data, validation, plan, order, lastBatch, seed, optimizer, earlyStopping, evaluationBatchSize } = settings;
  return {
    model: engine.modelFingerprint,
    data: data.fingerprint(),
    validation: validation?.fingerprint() ?? "none",
    batches: `${plan.batchSize} ${order} ${lastBatch}`,
    evaluationBatchSize: String(evaluationBatchSize),
    seed: String(seed),
    optimizer: JSON.stringify(optimizer),
    earlyStopping: JSON.stringify(earlyStopping?.options ?? null),
  };
}

function requireOptimizer(optimizer: unknown): Sgd {
  if (typeof optimizer !== "object" || optimizer === null || !("kind" in optimizer) || optimizer.kind !== "sgd") {
    throw new InvalidOptionError({
      subject: "optimizer",
      rule: "must be an optimiser",
      received: optimizer,
      remedy: "Pass sgd({ learningRate: 0.1 }).",
    });
  }
  // One that was written by hand gets the checks of one that was made by sgd().
  const { kind: _kind, ...options } = optimizer;
  return sgd(options as SgdOptions);
}

function requireEarlyStopping(rule: EarlyStopping | undefined): void {
  if (rule === undefined || (typeof rule === "object" && rule !== null && "observe" in rule && "options" in rule))
    return;
  throw new InvalidOptionError({
    subject: "earlyStopping",
    rule: "must be a rule",
    received: rule,
    remedy: 'Pass earlyStopping({ monitor: "validationLoss", mode: "min", patience: 5 }).',
  });
}

function requireMonitor(engine: TrainingEngine, { earlyStopping, validation }: FitOptions): void {
  const monitor = earlyStopping?.options.monitor;
  if (monitor === undefined || monitor === "trainingLoss") return;
  if (monitor.startsWith("others.")) {
    throw new InvalidOptionError({
      subject: "monitor",
      rule: "must be a metric that fit measures",
      received: monitor,
      remedy: "Metrics of your own need a loop of your own around observe.",
    });
  }
  if (validation === undefined) {
    throw new InvalidOptionError({
      subject: "monitor",
      rule: "needs validation data to be measured",
      received: monitor,
      remedy: "Pass validation to fit.",
    });
  }
  if (monitor === "validationAccuracy" && !isClassification(engine.loss)) {
    throw new InvalidOptionError({
      subject: "monitor",
      rule: "must be a loss, since this engine's loss has no classes",
      received: monitor,
      remedy: 'Monitor "validationLoss".',
    });
  }
}

function requireCheckpointOptions(checkpoint: CheckpointOptions | undefined): void {
  if (checkpoint === undefined) return;
  rejectUnknownOptions("checkpoint", checkpoint, ["everySteps", "everyEpochs", "save"]);
  const { everySteps, everyEpochs, save } = checkpoint;
  if ((everySteps === undefined) === (everyEpochs === undefined) || typeof save !== "function") {
    throw new InvalidOptionError({
      subject: "checkpoint",
      rule: "needs save, and one of everySteps and everyEpochs",
      received: { everySteps, everyEpochs, save: typeof save },
    });
  }
  requireInteger("checkpoint interval", everySteps ?? everyEpochs, { min: 1 });
}

function defaultClock(): number {
  return (globalThis as unknown as { readonly performance: { now(): number } }).performance.now();
}
