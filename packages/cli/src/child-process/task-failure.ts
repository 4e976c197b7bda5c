import { LockstepError } from "@lockstep/core";

/** An error on its way between processes. */
export interface TaskFailure {
  readonly message: string;
  readonly stack: string;
  /** Of a `LockstepError`. */
  readonly code?: string;
  /** Of a `LockstepError`. */
  readonly remedy?: string;
  /** Node's own, of any other error: `ERR_MODULE_NOT_FOUND`. */
  readonly systemCode?: string;
}

/** What an error says, whatever was thrown, in a form that can be sent. */
export function failureOf(error: unknown): TaskFailure {
  if (!(error instanceof Error)) return { message: String(error), stack: "" };
  const { message, stack = "" } = error;
  if (error instanceof LockstepError) {
    return { message, stack, code: error.code, ...(error.remedy === undefined ? {} : { remedy: error.remedy }) };
  }
  const { code } = error as { readonly code?: unknown };
  return { message, stack, ...(typeof code === "string" ? { systemCode: code } : {}) };
}
