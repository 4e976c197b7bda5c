import { DeviceLostError, LockstepError, OutOfMemoryError } from "../errors/lockstep-error.ts";

/** What went wrong while an engine computed, in its own terms. */
export interface StepFailure {
  readonly error: unknown;
  /** Whether what the engine holds may be changed by half. */
  readonly isFatal: boolean;
}

const WITHOUT_LOSS =
  "Nothing was lost: weights and velocity are as they were. Take smaller micro-batches, fit({ microBatchSize }), or " +
  "smaller batches to evaluate and predict.";

/** Tells memory that is not to be had, which changes nothing, from a kernel that failed. */
export function stepFailure(engine: string, error: unknown): StepFailure {
  if (error instanceof LockstepError) return { error, isFatal: error instanceof DeviceLostError };
  if (isOutOfMemory(error)) {
    return {
      error: new OutOfMemoryError({
        subject: engine,
        rule: "ran out of memory",
        remedy: WITHOUT_LOSS,
        cause: error,
      }),
      isFatal: false,
    };
  }
  return { error, isFatal: error instanceof Error && error.name === "RuntimeError" };
}

/** JavaScript engines refuse an array that is too large, or for which there is no memory, by a RangeError. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /array|alloc|length|buffer|memory/iu.test(error.message);
}
