import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { NO_ROWS, type WeightedSums } from "../metric/weighted-mean.ts";
import { copyTensors, type NamedTensors } from "../tensor/tensor.ts";
import { CHECKPOINT_FORMAT, requireSameRun, type Checkpoint } from "./checkpoint.ts";
import { runFingerprints, type FitSettings } from "./fit-options.ts";
import type { EpochRecord, StopReason, TrainingReport } from "./training-report.ts";

/** Where a run stands between two steps. */
export interface Run {
  epoch: number;
  /** The next batch of the epoch. */
  batch: number;
  /** Optimiser steps done; never reset by epochs. */
  step: number;
  lossSums: WeightedSums;
  readonly history: EpochRecord[];
  earlyStopping: EarlyStoppingState | null;
  best: NamedTensors | undefined;
  stopReason: StopReason | undefined;
  /** Seconds of training so far, by the injected clock. */
  readonly elapsedSeconds: () => number;
}

/** Begins a run, or takes one up where its checkpoint left it. */
export async function startRun(engine: TrainingEngine, settings: FitSettings): Promise<Run> {
  const { resumeFrom, clock } = settings;
  if (resumeFrom !== undefined) requireSameRun(resumeFrom, runFingerprints(engine, settings));
  // A new run has a new optimiser: a state without velocity resets it.
  const state = resumeFrom?.state ?? { parameters: (await engine.readState()).parameters };
  await engine.writeState(state);
  const startedAt = clock();
  const before = resumeFrom?.elapsedSeconds ?? 0;
  return {
    epoch: resumeFrom?.epoch ?? 0,
    batch: resumeFrom?.batch ?? 0,
    step: resumeFrom?.step ?? 0,
    lossSums: resumeFrom?.lossSums ?? NO_ROWS,
    history: [...(resumeFrom?.history ?? [])],
    earlyStopping: resumeFrom?.earlyStopping ?? settings.earlyStopping?.start() ?? null,
    best: resumeFrom?.best,
    stopReason: resumeFrom?.earlyStopping?.reason ?? undefined,
    elapsedSeconds: () => before + (clock() - startedAt) / 1000,
  };
}

/** The run as a checkpoint. No step may be under way. */
export async function checkpointOf(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<Checkpoint> {
  return {
    format: CHECKPOINT_FORMAT,
    epoch: run.epoch,
    batch: run.batch,
    step: run.step,
    lossSums: run.lossSums,
    history: [...run.history],
    earlyStopping: run.earlyStopping,
    elapsedSeconds: run.elapsedSeconds(),
    fingerprints: runFingerprints(engine, settings),
    state: await engine.readState(),
    ...(run.best === undefined ? {} : { best: copyTensors(run.best) }),
  };
}

/** The run as a report, once it has ended. */
export function reportOf(run: Run, restoredBest: boolean, checkpoint: Checkpoint | undefined): TrainingReport {
  return {
    history: run.history,
    stopReason: run.stopReason ?? "epochs",
    stopEpoch: run.history.at(-1)?.epoch ?? null,
    steps: run.step,
    bestEpoch: run.earlyStopping?.bestEpoch ?? null,
    best: run.earlyStopping?.best ?? null,
    earlyStopping: run.earlyStopping,
    restoredBest,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}
