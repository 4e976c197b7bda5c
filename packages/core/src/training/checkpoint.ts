import type { CheckpointBestState } from "../early-stopping/checkpoint-best.ts";
import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { ReduceOnPlateauState } from "../early-stopping/reduce-on-plateau.ts";
import type { EngineState } from "../engine/training-engine.ts";
import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import type { WeightedSums } from "../metric/weighted-mean.ts";
import type { CheckRecord, EpochRecord } from "./epoch-record.ts";

/** The format's name; it changes when an old checkpoint could no longer be read. */
export const CHECKPOINT_FORMAT: string = "lockstep-checkpoint/2";

/**
 * Everything a run needs to go on as if it had never been interrupted: bit-identical on the same engine. Masks, batch
 * order and initial weights are functions of the seed and these counters; only the generator of another framework has a
 * state to carry.
 */
export interface Checkpoint {
  readonly format: string;
  /** The epoch to go on in, and the next batch in it; both counted from 0. */
  readonly epoch: number;
  readonly batch: number;
  /** Rows of the unfinished epoch that have been trained on. */
  readonly row: number;
  /** Optimiser steps done. */
  readonly step: number;
  /** The unfinished epoch's training loss so far. */
  readonly lossSums: WeightedSums;
  readonly history: readonly EpochRecord[];
  readonly checks: readonly CheckRecord[];
  /** The states of the rules that watch the run; null for those it has not. */
  readonly earlyStopping: EarlyStoppingState | null;
  readonly plateau: ReduceOnPlateauState | null;
  readonly saved: CheckpointBestState | null;
  readonly elapsedSeconds: number;
  /** State of a generator from another framework; null for the addressed streams, which have none. */
  readonly randomness: unknown;
  /** What the run depends on, by subject; a resumed run must agree in all. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly state: EngineState;
  /** The engine's state that the run would end with, without velocity; absent where nothing is to be restored. */
  readonly best?: EngineState;
}

/**
 * Checks that this is a checkpoint, and one of this version's.
 *
 * @throws {CheckpointMismatchError} otherwise.
 */
export function requireFormat(checkpoint: unknown): void {
  const given =
    typeof checkpoint === "object" && checkpoint !== null ? (checkpoint as Partial<Checkpoint>).format : null;
  if (given === CHECKPOINT_FORMAT) return;
  const known = typeof given === "string";
  throw new CheckpointMismatchError({
    subject: known ? "checkpoint: format" : "checkpoint",
    rule: known ? `must be ${CHECKPOINT_FORMAT}` : "must be a checkpoint",
    received: known ? given : checkpoint,
    remedy: known
      ? "Another version of Lockstep wrote it: resume with that one, or start anew from its weights, which readSafetensors reads."
      : "Pass what checkpoint.save was given or report.checkpoint; bytes of a file go through decodeCheckpoint.",
  });
}

/**
 * Checks that a checkpoint belongs to this run.
 *
 * @throws {CheckpointMismatchError} naming the first subject that differs.
 */
export function requireSameRun(checkpoint: Checkpoint, fingerprints: Readonly<Record<string, string>>): void {
  requireFormat(checkpoint);
  for (const [subject, expected] of Object.entries(fingerprints)) {
    if (checkpoint.fingerprints[subject] === expected) continue;
    throw new CheckpointMismatchError({
      subject: `checkpoint: ${subject}`,
      rule: `must be that of the run (${expected})`,
      received: checkpoint.fingerprints[subject],
      remedy: "Resume with the same model, data and options, or start a new run from the checkpoint's parameters.",
    });
  }
}
