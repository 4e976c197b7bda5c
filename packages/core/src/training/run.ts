import type { CheckpointBestState } from "../early-stopping/checkpoint-best.ts";
import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { ReduceOnPlateauState } from "../early-stopping/reduce-on-plateau.ts";
import type { EngineState, TrainingEngine } from "../engine/training-engine.ts";
import { NO_ROWS, type WeightedSums } from "../metric/weighted-mean.ts";
import type { RunRandomness } from "../randomness/run-randomness.ts";
import { sgdStep } from "../sgd/sgd-step.ts";
import { copyTensors } from "../tensor/tensor.ts";
import { CHECKPOINT_FORMAT, requireSameRun, type Checkpoint } from "./checkpoint.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { runFingerprints } from "./run-fingerprints.ts";
import type { CheckRecord, EpochRecord } from "./epoch-record.ts";
import type { StopReason, TrainingReport } from "./training-report.ts";

/** Where a run stands between two steps. */
export interface Run {
  epoch: number;
  /** The next batch of the epoch. */
  batch: number;
  /** Rows of the epoch that have been trained on. */
  row: number;
  /** Optimiser steps done; never reset by epochs. */
  step: number;
  lossSums: WeightedSums;
  readonly history: EpochRecord[];
  readonly checks: CheckRecord[];
  earlyStopping: EarlyStoppingState | null;
  plateau: ReduceOnPlateauState | null;
  /** Of the rule that saves what is best. */
  saved: CheckpointBestState | null;
  /** The state to end with, without velocity. */
  best: EngineState | undefined;
  stopReason: StopReason | undefined;
  readonly randomness: RunRandomness;
  /** What a checkpoint of this run is told apart by. */
  readonly fingerprints: () => Readonly<Record<string, string>>;
  /** Seconds of training so far, by the injected clock. */
  readonly elapsedSeconds: () => number;
}

/** Begins a run, or takes one up where its checkpoint left it. */
export async function startRun(engine: TrainingEngine, settings: FitSettings): Promise<Run> {
  const { resumeFrom, clock } = settings;
  const randomness = settings.startRandomness(engine.randomSites);
  const fingerprints = once(() => runFingerprints(engine, settings, randomness));
  if (resumeFrom !== undefined) {
    requireSameRun(resumeFrom, fingerprints());
    randomness.restoreState(resumeFrom.randomness);
  }
  const plateau = resumeFrom?.plateau ?? settings.reduceOnPlateau?.start(firstLearningRate(settings)) ?? null;
  // A new run has a new optimiser: a state without velocity resets it.
  const state = resumeFrom?.state ?? withoutVelocity(await engine.readState());
  await engine.writeState(state);
  const startedAt = clock();
  const before = resumeFrom?.elapsedSeconds ?? 0;
  return {
    epoch: resumeFrom?.epoch ?? 0,
    batch: resumeFrom?.batch ?? 0,
    row: resumeFrom?.row ?? 0,
    step: resumeFrom?.step ?? 0,
    lossSums: resumeFrom?.lossSums ?? NO_ROWS,
    history: [...(resumeFrom?.history ?? [])],
    checks: [...(resumeFrom?.checks ?? [])],
    earlyStopping: resumeFrom?.earlyStopping ?? settings.earlyStopping?.start() ?? null,
    plateau,
    saved: resumeFrom?.saved ?? settings.checkpointBest?.start() ?? null,
    best: resumeFrom?.best,
    randomness,
    fingerprints,
    stopReason: resumeFrom?.earlyStopping?.reason ?? undefined,
    elapsedSeconds: () => before + (clock() - startedAt) / 1000,
  };
}

/** The run as a checkpoint. No step may be under way. */
export async function checkpointOf(engine: TrainingEngine, run: Run): Promise<Checkpoint> {
  return {
    format: CHECKPOINT_FORMAT,
    epoch: run.epoch,
    batch: run.batch,
    row: run.row,
    step: run.step,
    lossSums: run.lossSums,
    history: [...run.history],
    checks: [...run.checks],
    earlyStopping: run.earlyStopping,
    plateau: run.plateau,
    saved: run.saved,
    elapsedSeconds: run.elapsedSeconds(),
    randomness: run.randomness.saveState(),
    fingerprints: run.fingerprints(),
    state: await engine.readState(),
    ...(run.best === undefined ? {} : { best: copyOf(run.best) }),
  };
}

function copyOf({ parameters, buffers }: EngineState): EngineState {
  return {
    parameters: copyTensors(parameters),
    ...(buffers === undefined ? {} : { buffers: copyTensors(buffers) }),
  };
}

/** The run as a report, once it has ended. */
export function reportOf(run: Run, restoredBest: boolean, checkpoint: Checkpoint | undefined): TrainingReport {
  return {
    history: run.history,
    checks: run.checks,
    stopReason: run.stopReason ?? "epochs",
    stopEpoch: run.history.at(-1)?.epoch ?? null,
    steps: run.step,
    bestEpoch: run.earlyStopping?.bestEpoch ?? null,
    best: run.earlyStopping?.best ?? null,
    earlyStopping: run.earlyStopping,
    reduceOnPlateau: run.plateau,
    restoredBest,
    ...(checkpoint === undefined ? {} : { checkpoint }),
  };
}

/** A state as a new run begins with, and as the best epoch is kept. */
export function withoutVelocity({ velocity: _velocity, ...state }: EngineState): EngineState {
  return state;
}

function firstLearningRate({ optimizer }: FitSettings): number {
  return sgdStep(optimizer, 0, { epoch: 0 }).learningRate;
}

/** Computes a value when it is first asked for: hashing a large data set takes time that only checkpoints need. */
function once<Value>(compute: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= compute());
}
