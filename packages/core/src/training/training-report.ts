import type { EarlyStoppingReason, EarlyStoppingState } from "../early-stopping/early-stopping-state.ts";
import type { ReduceOnPlateauState } from "../early-stopping/reduce-on-plateau.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { CheckRecord, EpochRecord } from "./epoch-record.ts";

/** Why a run ended: all epochs done, early stopping and its reason, or the caller's signal. */
export type StopReason = "epochs" | "aborted" | EarlyStoppingReason;

/** The outcome of `fit`. */
export interface TrainingReport {
  readonly history: readonly EpochRecord[];
  /** What was measured in the middle of epochs, for rules that check by steps. */
  readonly checks: readonly CheckRecord[];
  readonly stopReason: StopReason;
  /** The last epoch that was finished, counted from 0; null if none was. A run may stop in the middle of the next one. */
  readonly stopEpoch: number | null;
  /** Optimiser steps in all, those after the best epoch included. */
  readonly steps: number;
  /**
   * Epoch of the best monitored value; null without early stopping or before the first check. After a check within an
   * epoch it is that epoch, finished or not, and `earlyStopping.bestStep` tells the step.
   */
  readonly bestEpoch: number | null;
  /** The best monitored value. */
  readonly best: number | null;
  /** The rule's last state; null without early stopping. */
  readonly earlyStopping: EarlyStoppingState | null;
  /** The last state of `reduceOnPlateau`; null without it. */
  readonly reduceOnPlateau: ReduceOnPlateauState | null;
  /** Whether the engine now holds the weights that early stopping chose, which are the best epoch's. */
  readonly restoredBest: boolean;
  /** Where to go on after an abort; absent otherwise. */
  readonly checkpoint?: Checkpoint;
}
