import { LockstepError, type LockstepErrorCode } from "@lockstep/core";
import { UnsupportedCase } from "../case/unsupported-case.ts";
import { ConformanceFailure, expectThat } from "./conformance-failure.ts";

/**
 * Checks that an action, synchronous or not, is refused with a typed error of this code; one of an
 * unsupported option must say what to do.
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
    return requireTyped(subject, code, error);
  }
  throw accepted(subject, code);
}

/** As {@link expectRefusal}, of an action that has to throw at once. */
export function requireRefusal(subject: string, code: LockstepErrorCode, action: () => unknown): LockstepError {
  try {
    action();
  } catch (error) {
    return requireTyped(subject, code, error);
  }
  throw accepted(subject, code);
}

function requireTyped(subject: string, code: LockstepErrorCode, error: unknown): LockstepError {
  if (error instanceof UnsupportedCase) throw error;
  if (!isLockstepError(error) || error.code !== code) {
    throw new ConformanceFailure(`${subject}: expected a LockstepError with code ${code}, got ${String(error)}.`, {
      cause: error,
    });
  }
  // Other rules are remedies in themselves: "must be at least 1".
  const helps = code !== "UNSUPPORTED_OPTION" || error.remedy !== undefined;
  expectThat(helps, `${subject}: the refusal must say what to do: ${error.message}`);
  return error;
}

/** An engine from elsewhere may bring its own copy of core, whose classes are others of the same form. */
function isLockstepError(error: unknown): error is LockstepError {
  if (error instanceof LockstepError) return true;
  return error instanceof Error && "code" in error && "subject" in error && "remedy" in error;
}

function accepted(subject: string, code: LockstepErrorCode): ConformanceFailure {
  return new ConformanceFailure(`${subject}: expected a LockstepError with code ${code}, but it was accepted.`);
}
