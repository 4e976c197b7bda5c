import type { EpochProgress } from "../training-process/training-task.ts";

/** Tells how far the runs of one table are. */
export interface Progress {
  /** A run begins. */
  start(run: string): void;
  /** A run finished an epoch. */
  advance(run: string, progress: EpochProgress): void;
  /** A run ended. @param result in a few words */
  finish(run: string, result: string): void;
  /** Leaves the screen as it should stay. May be called again. */
  [Symbol.dispose](): void;
}
