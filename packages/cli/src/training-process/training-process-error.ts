import type { LockstepErrorCode } from "@lockstep/core";

/**
 * A run failed in its training process, or the process died. `code` and `remedy` are those of the `LockstepError` that
 * ended the run, and absent for anything else (an engine's crash, a signal).
 */
export class TrainingProcessError extends Error {
  /** Which run it was: `clean labels, dropout, seed 1`. */
  readonly run: string;
  readonly code: LockstepErrorCode | undefined;
  readonly remedy: string | undefined;
  /** The stack there, or what the process last wrote to standard error. */
  readonly details: string | undefined;

  constructor(options: {
    readonly run: string;
    readonly message: string;
    readonly code?: LockstepErrorCode | undefined;
    readonly remedy?: string | undefined;
    readonly details?: string | undefined;
  }) {
    super(`${options.run}: ${options.message}`);
    this.name = "TrainingProcessError";
    this.run = options.run;
    this.code = options.code;
    this.remedy = options.remedy;
    this.details = options.details;
  }
}
