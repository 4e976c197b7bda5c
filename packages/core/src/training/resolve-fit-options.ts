import { planBatches, type BatchPlan } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { EarlyStopping } from "../early-stopping/early-stopping.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions, requireFunction, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError, UnsupportedOptionError } from "../errors/lockstep-error.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { keyFromSeed } from "../random/key.ts";
import { addressedRandomness } from "../randomness/addressed-randomness.ts";
import type { RandomnessSource } from "../randomness/run-randomness.ts";
import { sgd, type Sgd, type SgdOptions } from "../sgd/sgd.ts";
import type { CheckpointOptions, FitOptions } from "./fit-options.ts";
import { requireTrainable } from "./require-trainable.ts";

/** Checked options with defaults, and the plan they make. */
export interface FitSettings extends FitOptions {
  readonly data: Dataset;
  readonly plan: BatchPlan;
  readonly microBatchSize: number;
  readonly randomness: RandomnessSource;
  readonly evaluationBatchSize: number;
  readonly clock: () => number;
}

const OPTION_NAMES = [
  "epochs",
  "batchSize",
  "microBatchSize",
  "seed",
  "randomness",
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
  const { batchSize, lastBatch = "keep", evaluationBatchSize = 1024 } = options;
  requireInteger("epochs", options.epochs, { min: 1 });
  requireInteger("evaluationBatchSize", evaluationBatchSize, { min: 1 });
  requireOneSource(options);
  const microBatchSize = requireMicroBatchSize(engine, options);
  const optimizer = requireOptimizer(options.optimizer);
  requireEarlyStopping(options.earlyStopping);
  for (const name of ["onEvent", "clock"] as const)
    if (options[name] !== undefined) requireFunction(name, options[name]);
  requireTrainable(engine, data, "data");
  if (options.validation !== undefined) requireTrainable(engine, options.validation, "validation");
  requireMonitor(engine, options);
  requireCheckpointOptions(options.checkpoint);
  const { seed, order = options.randomness === undefined ? "shuffled" : "sequential" } = options;
  const plan = planBatches({
    rowCount: data.rowCount,
    batchSize,
    lastBatch,
    order,
    ...(seed === undefined ? {} : { seed }),
  });
  return {
    ...options,
    optimizer,
    data,
    plan,
    microBatchSize,
    randomness: options.randomness ?? addressedRandomness(seed!, plan),
    lastBatch,
    order,
    evaluationBatchSize,
    clock: options.clock ?? defaultClock,
  };
}

/** Rows and masks are drawn from a seed's streams or from a generator; with both, one of them would be ignored. */
function requireOneSource({ seed, randomness, order }: FitOptions): void {
  if ((seed === undefined) === (randomness === undefined)) {
    throw new InvalidOptionError({
      subject: "fit",
      rule: "needs either seed or randomness",
      received: { seed, randomness: typeof randomness },
      remedy: "Pass seed: 42, say, or the generator of another framework as randomness.",
    });
  }
  if (seed !== undefined) keyFromSeed(seed);
  else if (typeof randomness !== "object" || randomness === null || typeof randomness.startRun !== "function") {
    throw new InvalidOptionError({
      subject: "randomness",
      rule: "must be a source of randomness",
      received: randomness,
      remedy: "Pass new TorchGenerator(42), or leave it out and pass seed.",
    });
  } else if (order !== undefined) {
    throw new InvalidOptionError({
      subject: "order",
      rule: "is drawn by randomness and cannot be chosen beside it",
      received: order,
    });
  }
}

function requireMicroBatchSize(engine: TrainingEngine, { batchSize, microBatchSize }: FitOptions): number {
  requireInteger("batchSize", batchSize, { min: 1 });
  if (microBatchSize === undefined) return batchSize;
  requireInteger("microBatchSize", microBatchSize, { min: 1 });
  if (microBatchSize < batchSize && !engine.capabilities.microBatches) {
    throw new UnsupportedOptionError({
      subject: engine.name,
      rule: "takes one micro-batch a step",
      received: { batchSize, microBatchSize },
      remedy: "Leave out microBatchSize, or use a smaller batchSize.",
    });
  }
  return microBatchSize;
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
