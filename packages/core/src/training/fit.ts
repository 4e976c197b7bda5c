import type { Dataset } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { finishEpoch } from "./finish-epoch.ts";
import type { FitOptions } from "./fit-options.ts";
import { fitWarnings } from "./fit-warnings.ts";
import { resolveFitOptions } from "./resolve-fit-options.ts";
import { checkpointOf, reportOf, startRun, type Run } from "./run.ts";
import { trainEpoch } from "./train-epoch.ts";
import type { TrainingReport } from "./training-report.ts";

/**
 * Trains an engine: for every epoch read → draw masks → train, then evaluate → observe → keep best → stop, and
 * at the end restore. This loop makes every decision; the engine only computes, so any two engines are given the same
 * rows, masks and learning rates at every step.
 *
 * However the run ends (all epochs, early stopping, an abort; not an error), the engine holds the weights of the best epoch
 * afterwards, unless there is no early stopping or its `restoreBest` is off. An aborted run's report carries a checkpoint
 * of the moment of the abort: pass it as `resumeFrom` to go on, bit-identically, as if nothing had happened.
 *
 * @param engine made by an engine's factory; its parameters are where training starts, its velocity is reset.
 * @param data rows to train on: in memory, by their indices, or a stream.
 * @returns history, best epoch, and why the run ended.
 * @throws {LockstepError} for any option or data that do not fit, before any work.
 * @example
 * const report = await fit(engine, training, {
 *   epochs: 50,
 *   batchSize: 128,
 *   seed: 42,
 *   optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
 *   validation,
 *   earlyStopping: earlyStopping({ monitor: "validationLoss", mode: "min", patience: 5 }),
 * });
 * report.bestEpoch;
 */
export async function fit(
  engine: TrainingEngine,
  data: Dataset | StreamDataset,
  options: FitOptions,
): Promise<TrainingReport> {
  const settings = resolveFitOptions(engine, data, options);
  const { epochs, onEvent, batchesPerEpoch } = settings;
  const run = await startRun(engine, settings);
  onEvent?.({ type: "start", epochs, batchesPerEpoch, step: run.step });
  for (const message of fitWarnings(settings)) onEvent?.({ type: "warning", message });

  while (run.stopReason === undefined && run.epoch < epochs) {
    await trainEpoch(engine, settings, run);
    if (run.stopReason === undefined) await finishEpoch(engine, settings, run);
  }

  const checkpoint = run.stopReason === "aborted" ? await checkpointOf(engine, run) : undefined;
  const report = reportOf(run, await restoreBest(engine, run), checkpoint);
  onEvent?.({ type: "end", report });
  return report;
}

/** Writes the best epoch's state back, if one was kept. */
async function restoreBest(engine: TrainingEngine, { best }: Run): Promise<boolean> {
  if (best === undefined) return false;
  await engine.writeState(best);
  return true;
}
