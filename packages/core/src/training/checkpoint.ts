import type { EarlyStoppingState } from "../early-stopping/early-stopping.ts";
import type { EngineState } from "../engine/training-engine.ts";
import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import type { WeightedSums } from "../metric/weighted-mean.ts";
import type { EpochRecord } from "./epoch-record.ts";

/** The format's name; it changes when an old checkpoint could no longer be read. */
export const CHECKPOINT_FORMAT: string = "lockstep-checkpoint/1";

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
  /** Optimiser steps done. */
  readonly step: number;
  /** The unfinished epoch's training loss so far. */
  readonly lossSums: WeightedSums;
  readonly history: readonly EpochRecord[];
  readonly earlyStopping: EarlyStoppingState | null;
  readonly elapsedSeconds: number;
  /** State of a generator from another framework; null for the addressed streams, which have none. */
  readonly randomness: unknown;
  /** What the run depends on, by subject; a resumed run must agree in all. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly state: EngineState;
  /** The engine's state at the best epoch, without velocity; absent without early stopping or before the first check. */
  readonly best?: EngineState;
}

/**
 * Checks that a checkpoint belongs to this run.
 *
 * @throws {CheckpointMismatchError} naming the first subject that differs.
 */
export function requireSameRun(checkpoint: Checkpoint, fingerprints: Readonly<Record<string, string>>): void {
  if (checkpoint.format !== CHECKPOINT_FORMAT) {
    throw new CheckpointMismatchError({
      subject: "checkpoint: format",
      rule: `must be ${CHECKPOINT_FORMAT}`,
      received: checkpoint.format,
      remedy: "It was written by another version of Lockstep.",
    });
  }
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
