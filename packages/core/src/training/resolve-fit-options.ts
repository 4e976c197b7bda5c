import { batchCount } from "../data/batch-count.ts";
import { batchPlan } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { RandomSite } from "../dropout/random-site.ts";
import { requireStep } from "../engine/check-step.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions, requireFunction, requireInteger, requireOneOf } from "../errors/check-option.ts";
import { addressedRandomness } from "../randomness/addressed-randomness.ts";
import type { RunRandomness } from "../randomness/run-randomness.ts";
import type { FitOptions } from "./fit-options.ts";
import { requireEngine } from "./require-engine.ts";
import {
  requireCheckpointOptions,
  requireMicroBatchSize,
  requireOneSource,
  requireOptimizer,
  requireRules,
  requireSignal,
} from "./require-fit-options.ts";
import { isStream, requireTrainable } from "./require-trainable.ts";

/** Checked options with defaults, and what they make of the data. */
export interface FitSettings extends FitOptions, EpochSettings {
  readonly data: Dataset | StreamDataset;
  readonly lastBatch: "keep" | "drop";
  readonly microBatchSize: number;
  readonly prefetch: number;
  readonly evaluationBatchSize: number;
  readonly clock: () => number;
}

/** What epochs are made by. */
type PlanSettings = FitOptions & Pick<FitSettings, "lastBatch" | "microBatchSize">;

/** How epochs are made of the data. */
interface EpochSettings {
  /** Undefined for a stream that does not tell how many rows it has. */
  readonly batchesPerEpoch: number | undefined;
  /** What decides which rows form which batch, as text. */
  readonly batchesFingerprint: string;
  /** Binds the source of masks and orders to the engine's random sites. */
  readonly startRandomness: (sites: readonly RandomSite[]) => RunRandomness;
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
  "reduceOnPlateau",
  "checkpointBest",
  "lastBatch",
  "order",
  "prefetch",
  "evaluationBatchSize",
  "signal",
  "onEvent",
  "checkpoint",
  "resumeFrom",
  "clock",
] as const satisfies readonly (keyof FitOptions)[];

const HINTS: Readonly<Record<string, string>> = {
  shuffle: 'Use order: "shuffled" or "sequential".',
  validationData: "Name it validation.",
  validationSplit: "Split with splitRows and pass validation.",
  callbacks: "Use onEvent.",
  classWeight: "Pass weights to arrayDataset: rowWeights(labels, classWeights) makes them.",
  sampleWeight: "Pass weights to arrayDataset.",
  gradientAccumulationSteps: "Use a larger batchSize, cut by microBatchSize.",
  accumulateGradBatches: "Use a larger batchSize, cut by microBatchSize.",
  learningRate: "Pass it to sgd.",
  loss: "Give it to the engine.",
  metrics: "Loss and, for classes, accuracy are measured; predict gives what others need.",
  dropLast: 'Write lastBatch: "drop".',
  schedule: "Pass the schedule to sgd as learningRate.",
  generator: "Name it randomness.",
};

/** Checks everything that can be checked before any work, so that a bad option costs nothing. */
export function resolveFitOptions(
  engine: TrainingEngine,
  data: Dataset | StreamDataset,
  options: FitOptions,
): FitSettings {
  requireEngine(engine, "fit");
  rejectUnknownOptions("fit", options, OPTION_NAMES, HINTS);
  const { lastBatch = "keep", evaluationBatchSize = 1024 } = options;
  requireInteger("epochs", options.epochs, { min: 1 });
  requireInteger("batchSize", options.batchSize, { min: 1 });
  requireInteger("evaluationBatchSize", evaluationBatchSize, { min: 1 });
  requireOneOf("lastBatch", lastBatch, ["keep", "drop"]);
  const microBatchSize = requireMicroBatchSize(engine, options);
  const optimizer = requireOptimizer(options.optimizer);
  requireStep(engine.name, engine.capabilities, optimizer);
  for (const name of ["onEvent", "clock"] as const)
    if (options[name] !== undefined) requireFunction(name, options[name]);
  requireSignal(options.signal);
  requireTrainable(engine, data, "data");
  if (options.validation !== undefined) requireTrainable(engine, options.validation, "validation");
  requireOneSource(options, isStream(data));
  requireRules(engine, options);
  requireCheckpointOptions(options.checkpoint);
  const settings = {
    ...options,
    optimizer,
    data,
    lastBatch,
    microBatchSize,
    prefetch: requireInteger("prefetch", options.prefetch ?? (isStream(data) ? 1 : 0), { min: 0 }),
    evaluationBatchSize,
    clock: options.clock ?? defaultClock,
  };
  return { ...settings, ...(isStream(data) ? streamEpochs(data, settings) : plannedEpochs(data, settings)) };
}

/** Rows that are had by their indices come in the order of a plan, or of another framework's generator. */
function plannedEpochs(data: Dataset, options: PlanSettings): EpochSettings {
  const { randomness, batchSize, lastBatch, seed } = options;
  const microBatchSize = Math.min(options.microBatchSize, batchSize);
  const { order = randomness === undefined ? "shuffled" : "sequential" } = options;
  const { rowCount } = data;
  const plan = batchPlan({ rowCount, batchSize, lastBatch, order, ...(seed === undefined ? {} : { seed }) });
  const { batchesPerEpoch } = plan;
  const source = randomness ?? addressedRandomness(seed!, (epoch, batch) => plan.rows(epoch, batch));
  return {
    batchesPerEpoch,
    batchesFingerprint: randomness === undefined ? plan.fingerprint() : `${batchSize} by randomness ${lastBatch}`,
    startRandomness: (sites) => source.startRun({ rowCount, batchSize, microBatchSize, batchesPerEpoch, sites }),
  };
}

/** A stream has an order of its own; only masks are drawn here. */
function streamEpochs(
  data: StreamDataset,
  { batchSize, microBatchSize, lastBatch, seed }: PlanSettings,
): EpochSettings {
  const { rowCount } = data;
  const source = addressedRandomness(seed!);
  return {
    batchesPerEpoch: rowCount === undefined ? undefined : batchCount(rowCount, batchSize, lastBatch),
    batchesFingerprint: `${batchSize} streamed ${lastBatch}`,
    startRandomness: (sites) => source.startRun({ rowCount: 0, batchSize, microBatchSize, batchesPerEpoch: 0, sites }),
  };
}

function defaultClock(): number {
  return (globalThis as unknown as { readonly performance: { now(): number } }).performance.now();
}
