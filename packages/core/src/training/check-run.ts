import type { CheckEvery } from "../early-stopping/check-every.ts";
import { isCheckDue } from "../early-stopping/check-every.ts";
import type { Observation } from "../early-stopping/observation.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import type { MetricName } from "../metric/metric-name.ts";
import { weightedMean } from "../metric/weighted-mean.ts";
import type { EpochRecord } from "./epoch-record.ts";
import { measureRows } from "./measure-rows.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { withoutVelocity, type Run } from "./run.ts";

/** Measures the run as it stands: the epoch's mean training loss so far, and the validation rows. */
export async function measureRun(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<EpochRecord> {
  const { validation, evaluationBatchSize } = settings;
  const trainingLoss = weightedMean(run.lossSums);
  if (validation !== undefined) run.randomness.beginEvaluation();
  const measured = validation === undefined ? undefined : await measureRows(engine, validation, evaluationBatchSize);
  return {
    epoch: run.epoch,
    trainingLoss,
    ...(measured === undefined ? {} : { validationLoss: measured.loss }),
    ...(measured?.accuracy === undefined ? {} : { validationAccuracy: measured.accuracy }),
    elapsedSeconds: run.elapsedSeconds(),
  };
}

/** Whether a rule wants to see the run in the middle of an epoch, after so many steps. */
export function isStepCheckDue(settings: FitSettings, { epoch, step }: Run): boolean {
  return rulesOf(settings).some(({ options }) => isDue(options.checkEvery, "step", { epoch, step }));
}

/**
 * Shows a measurement to everything that watches: early stopping, which may keep the weights or end the run, and
 * `reduceOnPlateau`. Tells whether the run is worth saving by `checkpointBest`.
 *
 * @param moment rules that check by epochs are shown the end of an epoch only.
 */
export async function observeRun(
  engine: TrainingEngine,
  settings: FitSettings,
  run: Run,
  record: EpochRecord,
  moment: "step" | "epoch",
): Promise<{ readonly worthSaving: boolean }> {
  const { earlyStopping, reduceOnPlateau, checkpointBest } = settings;
  const at = { epoch: run.epoch, step: run.step };
  const observationFor = (monitor: string): Observation => ({
    ...at,
    value: record[monitor as MetricName]!,
    trainingLoss: record.trainingLoss,
    elapsedSeconds: record.elapsedSeconds,
  });
  const shows = (rule: { readonly options: WatchOptions } | undefined): boolean =>
    rule !== undefined && isDue(rule.options.checkEvery, moment, at);

  if (shows(earlyStopping)) {
    const state = earlyStopping!.observe(run.earlyStopping!, observationFor(earlyStopping!.options.monitor));
    if (state.restoreEpoch === run.epoch && state.restoreStep === run.step) {
      run.best = withoutVelocity(await engine.readState());
    }
    run.earlyStopping = state;
    run.stopReason = state.reason ?? undefined;
  }
  if (shows(reduceOnPlateau)) {
    run.plateau = reduceOnPlateau!.observe(run.plateau!, observationFor(reduceOnPlateau!.options.monitor));
  }
  if (!shows(checkpointBest)) return { worthSaving: false };
  run.saved = checkpointBest!.observe(run.saved!, observationFor(checkpointBest!.options.monitor));
  return { worthSaving: run.saved.decision === "save" };
}

/** What the three rules have in common. */
interface WatchOptions {
  readonly monitor: string;
  readonly checkEvery: CheckEvery;
}

/** The rules that watch a run. */
function rulesOf({
  earlyStopping,
  reduceOnPlateau,
  checkpointBest,
}: Pick<FitSettings, "earlyStopping" | "reduceOnPlateau" | "checkpointBest">): readonly {
  readonly options: WatchOptions;
}[] {
  return [earlyStopping, reduceOnPlateau, checkpointBest].filter((rule) => rule !== undefined);
}

function isDue(
  checkEvery: CheckEvery,
  moment: "step" | "epoch",
  at: { readonly epoch: number; readonly step: number },
): boolean {
  return (moment === "epoch" || "steps" in checkEvery) && isCheckDue(checkEvery, at);
}
