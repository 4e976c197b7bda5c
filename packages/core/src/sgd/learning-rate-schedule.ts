/** What a schedule counts, from 0 in a run: optimiser steps (PyTorch: `scheduler.step()` after each batch) or epochs. */
export type ScheduleInterval = "step" | "epoch";

/** A moment of a run, counted from 0. */
export interface RunMoment {
  /** Optimiser steps done before this one; never reset by epochs. */
  readonly step: number;
  /** Needed by schedules that count epochs. */
  readonly epoch?: number;
}

/**
 * A learning rate that changes during a run. Its data are its own properties, so that JSON holds all of it; its meaning is
 * the method, which JSON, `structuredClone` and a spread leave behind: `scheduleFrom` gives it back.
 *
 * An object of your own is a schedule, too. Its data tell a checkpoint which run it belongs to, so name in `kind` (or in
 * other properties) all that its rates depend on.
 */
export interface LearningRateSchedule {
  readonly kind: string;
  readonly interval: ScheduleInterval;
  /** A pure function in f64, of any moment in any order. */
  rateAt(at: RunMoment): number;
}

/** A constant, or a schedule. */
export type LearningRate = number | LearningRateSchedule;
