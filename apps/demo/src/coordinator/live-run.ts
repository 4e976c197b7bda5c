import type { TrainingRun } from "../training/backend-run.ts";
import type { MaskFindings } from "./mask-agreement.ts";

/** A run as the page's buttons hold it. */
export interface LiveRun extends TrainingRun {
  /** Milliseconds since 1970 at which it was begun, in this sitting or an earlier one. */
  readonly startedAt: number;
  /** Ends every backend's training before its next step. */
  pause(): void;
  /** While paused: brings every backend that is not done to the step after the foremost one's. */
  step(): void;
  resume(): void;
  /** Ends the workers and forgets what is stored. What was shown stays. */
  stop(): void;
  /** Resolves when every backend is done, has failed or was stopped, and its test is over. */
  readonly ended: Promise<void>;
  maskFindings(): MaskFindings;
}
