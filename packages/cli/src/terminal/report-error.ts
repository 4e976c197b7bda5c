import { stripVTControlCharacters } from "node:util";
import { LockstepError, type LockstepErrorCode } from "@lockstep/core";
import { TrainingProcessError } from "../training-process/training-process-error.ts";
import { TrainingFailure } from "../train/training-failure.ts";
import { INTERRUPTION_CODES, type ExitCode } from "./exit-code.ts";
import { InterruptedError } from "./interrupted-error.ts";
import { messageOf } from "./message-of.ts";
import type { Output } from "./output.ts";
import { printBlock } from "./print-block.ts";

/** What a caller can get wrong in options, data and what is installed. */
const CALLERS_MISTAKES: readonly (LockstepErrorCode | undefined)[] = [
  "INVALID_OPTION",
  "UNKNOWN_OPTION",
  "UNSUPPORTED_OPTION",
  "INVALID_DATA",
  "MISSING_DATA",
  "MISSING_DEPENDENCY",
];

/**
 * What is the caller's besides, before training: layers that do not fit the data, and a file to go on from. In a training
 * process both have been checked.
 */
const CALLERS_MISTAKES_BEFORE: readonly LockstepErrorCode[] = ["SHAPE_MISMATCH", "CHECKPOINT_MISMATCH"];

/**
 * Prints an error as one block on standard error, what is wrong first and then what to do, and returns the exit code.
 *
 * @param options.debug whether to add the stack.
 * @param options.command what was run, for the hint at its help: `lockstep compare`.
 */
export function reportError(
  error: unknown,
  output: Output,
  options: { readonly debug: boolean; readonly command: string },
): ExitCode {
  if (error instanceof InterruptedError) {
    printBlock(output, output.style("yellow", "stopped"), [error.message]);
    return INTERRUPTION_CODES[error.signal];
  }
  if (error instanceof TrainingFailure) {
    printBlock(output, output.style("red", "error"), [error.message, error.remedy]);
    return 1;
  }
  const callersMistake = isCallersMistake(error);
  printBlock(
    output,
    output.style("red", "error"),
    callersMistake ? adviceOf(error, options.command) : [messageOf(error)],
  );
  if (options.debug) output.writeError(`\n${stackOf(error)}\n`);
  else if (!callersMistake) output.writeError("       Run it again with --debug for the stack.\n");
  return callersMistake ? 2 : 1;
}

function isCallersMistake(error: unknown): error is LockstepError | TrainingProcessError {
  if (error instanceof TrainingProcessError) return CALLERS_MISTAKES.includes(error.code);
  if (!(error instanceof LockstepError)) return false;
  return CALLERS_MISTAKES.includes(error.code) || CALLERS_MISTAKES_BEFORE.includes(error.code);
}

function adviceOf({ message, remedy }: LockstepError | TrainingProcessError, command: string): string[] {
  if (remedy === undefined) return [message, `Run ${command} --help for the options and their defaults.`];
  // Core's messages end with the remedy; it gets a line of its own here.
  return message.endsWith(remedy) ? [message.slice(0, -remedy.length).trimEnd(), remedy] : [message];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = error instanceof TrainingProcessError ? error.details : undefined;
  const cause =
    error.cause instanceof Error
      ? `\nCaused by: ${stripVTControlCharacters(error.cause.stack ?? error.cause.message)}`
      : "";
  return `${error.stack}${details === undefined ? "" : `\n\nIn the training process:\n${details}`}${cause}`;
}
