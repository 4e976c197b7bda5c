import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError, UnsupportedOptionError } from "../errors/lockstep-error.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { keyFromSeed } from "../random/key.ts";
import { requireSgd } from "../sgd/require-sgd.ts";
import type { Sgd, SgdOptions } from "../sgd/sgd.ts";
import type { CheckpointOptions, FitOptions } from "./fit-options.ts";

/** Rows and masks are drawn from a seed's streams or from a generator; with both, one of them would be ignored. */
export function requireOneSource({ seed, randomness, order }: FitOptions, streamed: boolean): void {
  if ((seed === undefined) === (randomness === undefined)) {
    throw new InvalidOptionError({
      subject: "fit",
      rule: "needs either seed or randomness",
      received: seed === undefined ? undefined : "both",
      remedy: "Pass seed: 42, say, or the generator of another framework as randomness.",
    });
  }
  if (streamed && (randomness !== undefined || order !== undefined)) {
    throw new InvalidOptionError({
      subject: randomness === undefined ? "order" : "randomness",
      rule: "needs rows that can be had by their indices, not a stream",
      received: order ?? "a source of randomness",
      remedy: "A stream is shuffled within its window: give it window, and fit a seed.",
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
      remedy: "Leave it out; torchRandomness(generator, { shuffle: false }) keeps the rows in order.",
    });
  }
}

/** Checks the signal: a controller in its place would never abort. */
export function requireSignal(signal: unknown): void {
  if (signal === undefined) return;
  if (typeof signal === "object" && signal !== null && "aborted" in signal && typeof signal.aborted === "boolean")
    return;
  throw new InvalidOptionError({
    subject: "signal",
    rule: "must tell whether it is aborted",
    received: signal,
    remedy: "Pass the signal of an AbortController: controller.signal.",
  });
}

/** Rows that the engine is given at a time. @throws {UnsupportedOptionError} if it takes whole batches only */
export function requireMicroBatchSize(engine: TrainingEngine, { batchSize, microBatchSize }: FitOptions): number {
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

/** Returns the optimiser after the checks of `sgd`, also if it was written by hand. */
export function requireOptimizer(optimizer: unknown): Sgd {
  if (typeof optimizer !== "object" || optimizer === null || !("kind" in optimizer) || optimizer.kind !== "sgd") {
    throw new InvalidOptionError({
      subject: "optimizer",
      rule: "must be an optimiser",
      received: optimizer,
      remedy: "Pass sgd({ learningRate: 0.1 }).",
    });
  }
  const { kind: _kind, ...options } = optimizer;
  return requireSgd(options as SgdOptions);
}

/** Checks that the rules are rules and that what they watch is measured. */
export function requireRules(engine: TrainingEngine, options: FitOptions): void {
  for (const [name, example] of Object.entries(RULES)) {
    const rule: unknown = options[name as keyof typeof RULES];
    if (rule === undefined) continue;
    if (typeof rule === "object" && rule !== null && "observe" in rule && "options" in rule) {
      requireMonitor(engine, options, (rule as NonNullable<FitOptions["earlyStopping"]>).options.monitor);
      continue;
    }
    throw new InvalidOptionError({
      subject: name,
      rule: "must be a rule",
      received: rule,
      remedy: `Pass ${example}.`,
    });
  }
}

/** The rules that watch a run, and how each is made. */
const RULES = {
  earlyStopping: 'earlyStopping({ monitor: "validationLoss", mode: "min", patience: 5 })',
  reduceOnPlateau: 'reduceOnPlateau({ monitor: "validationLoss", mode: "min", patience: 2 })',
  checkpointBest: 'checkpointBest({ monitor: "validationLoss", mode: "min", save })',
} as const;

function requireMonitor(engine: TrainingEngine, { validation }: FitOptions, monitor: string): void {
  if (monitor === "trainingLoss") return;
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

/** Checks when checkpoints are to be saved. */
export function requireCheckpointOptions(checkpoint: CheckpointOptions | undefined): void {
  if (checkpoint === undefined) return;
  rejectUnknownOptions("checkpoint", checkpoint, ["everySteps", "everyEpochs", "save"]);
  const { everySteps, everyEpochs, save } = checkpoint;
  if ((everySteps === undefined) === (everyEpochs === undefined) || typeof save !== "function") {
    throw new InvalidOptionError({
      subject: "checkpoint",
      rule: "needs save, and one of everySteps and everyEpochs",
      received: { everySteps, everyEpochs, save: typeof save },
      remedy: "Write checkpoint: { everyEpochs: 1, save: (checkpoint) => ... }.",
    });
  }
  requireInteger("checkpoint interval", everySteps ?? everyEpochs, { min: 1 });
}
