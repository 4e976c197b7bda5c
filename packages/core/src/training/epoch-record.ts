import type { Metrics } from "../metric/metric-name.ts";

/** What was measured after one epoch. */
export interface EpochRecord extends Metrics {
  /** Counted from 0. */
  readonly epoch: number;
  readonly trainingLoss: number;
  /** Seconds of training since the start of the run, earlier sittings included. */
  readonly elapsedSeconds: number;
}

/** What was measured in the middle of an epoch, for a rule with `checkEvery: { steps }`. */
export interface CheckRecord extends EpochRecord {
  /** Optimiser steps done; `trainingLoss` is the mean of the epoch so far. */
  readonly step: number;
}
