import {
  encodeCheckpoint,
  fit,
  type Checkpoint,
  type EpochRecord,
  type FitOptions,
  type MetricName,
  type TrainingEngine,
  type TrainingReport,
} from "@lockstep/core";
import { isClassification } from "@lockstep/core/engine";
import { epochLog, type EpochLog } from "../render/epoch-log.ts";
import { InterruptedError } from "../terminal/interrupted-error.ts";
import type { Output } from "../terminal/output.ts";
import { writeWhole } from "../terminal/whole-file.ts";
import { divergedFailure } from "./diverged-failure.ts";
import { measureModel, type Measured } from "./measure-model.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import type { TrainSettings } from "./train-settings.ts";
import { monitoredMetric, trainingFitOptions } from "./training-fit-options.ts";

/** A finished run. */
export interface TrainedModel {
  readonly report: TrainingReport;
  readonly before: Measured;
  readonly after: Measured;
}

/** What surrounds a run. */
export interface TrainContext {
  readonly output: Output;
  readonly signal: AbortSignal;
  /** A checkpoint to go on from; null for the start. */
  readonly resume: Checkpoint | null;
  /** Where a checkpoint is written after every epoch, and when the run is interrupted; null for nowhere. */
  readonly checkpoint: string | null;
}

/**
 * Measures, trains with early stopping, and measures again; the engine ends with the best weights.
 *
 * @throws {unknown} the signal's reason, if it fires before there are weights to keep.
 * @throws {TrainingFailure} if no epoch's loss was finite.
 */
export async function trainModel(
  engine: TrainingEngine,
  training: PreparedTraining,
  settings: TrainSettings,
  context: TrainContext,
): Promise<TrainedModel> {
  const { output, signal, checkpoint } = context;
  using log = epochLog(output, {
    epochs: settings.epochs,
    validated: training.data.validation !== null,
    classes: isClassification(engine.loss),
  });
  log.phase("measuring the model as it is");
  const before = await measureModel(engine, training);
  signal.throwIfAborted();
  if (before.validation !== null) log.before(before.validation);
  const report = await runFit(engine, training, settings, context, log);
  if (report.checkpoint !== undefined && checkpoint !== null) {
    writeWhole(checkpoint, encodeCheckpoint(report.checkpoint));
  }
  if (!report.restoredBest) throw nothingToKeep(report, context);
  log.phase("measuring the trained model");
  return { report, before, after: await measureModel(engine, training) };
}

/** Why a run that ended has no weights worth writing. */
function nothingToKeep(report: TrainingReport, { signal, checkpoint }: TrainContext): unknown {
  if (!signal.aborted) {
    return divergedFailure(report);
  }
  const { reason } = signal as { readonly reason: unknown };
  if (checkpoint === null || !(reason instanceof InterruptedError)) return reason;
  return new InterruptedError(
    reason.signal,
    `Interrupted before an epoch was done; go on with --resume ${checkpoint}. No model was written.`,
  );
}

async function runFit(
  engine: TrainingEngine,
  training: PreparedTraining,
  settings: TrainSettings,
  { signal, resume, checkpoint }: TrainContext,
  log: EpochLog,
): Promise<TrainingReport> {
  const { epochs } = settings;
  const monitor = monitoredMetric(training);
  return await fit(engine, training.data.training, {
    ...trainingFitOptions(training, settings),
    signal,
    onEvent: logEvents(log, epochs, monitor, resume?.history ?? []),
    ...(resume === null ? {} : { resumeFrom: resume }),
    ...(checkpoint === null
      ? {}
      : { checkpoint: { everyEpochs: 1, save: (state) => writeWhole(checkpoint, encodeCheckpoint(state)) } }),
  });
}

function logEvents(
  log: EpochLog,
  epochs: number,
  monitor: MetricName,
  history: readonly EpochRecord[],
): NonNullable<FitOptions["onEvent"]> {
  let batches = 1;
  let best = Infinity;
  const logEpoch = (record: EpochRecord): void => {
    const value = record[monitor]!;
    log.epoch(record, value < best);
    if (value < best) best = value;
  };
  for (const record of history) logEpoch(record);
  return (event) => {
    if (event.type === "start") batches = event.batchesPerEpoch ?? 1;
    if (event.type === "step") log.step(event.step, batches * epochs, event.epoch);
    if (event.type === "epoch") logEpoch(event.record);
  };
}
