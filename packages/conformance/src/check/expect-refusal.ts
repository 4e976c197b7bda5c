import { LockstepError, type LockstepErrorCode } from "@lockstep/core";
import { ConformanceFailure } from "./conformance-failure.ts";

/**
 * Checks that an action, synchronous or not, is refused with a typed error of this code.
 *
 * @throws {ConformanceFailure} if it succeeds, or fails in another way.
 */
export async function expectRefusal(
  subject: string,
  code: LockstepErrorCode,
  action: () => unknown,
): Promise<LockstepError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof LockstepError && error.code === code) return error;
    throw new ConformanceFailure(`${subject}: expected a LockstepError with code ${code}, got ${String(error)}.`, {
      cause: error,
    });
  }
  throw new ConformanceFailure(`${subject}: expected a LockstepError with code ${code}, but it was accepted.`);
}
