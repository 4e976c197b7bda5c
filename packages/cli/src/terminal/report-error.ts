import { LockstepError } from "@lockstep/core";
import { CommanderError } from "commander";
import { TrainingProcessError } from "../training-process/training-process-error.ts";
import { InterruptedError, type Interruption } from "./interrupted-error.ts";
import { visibleLength, type Output } from "./output.ts";

/** What ends the process: 2 for a mistake of the caller, 1 for a failure of ours, 128 + signal after an interruption. */
export type ExitCode = 0 | 1 | 2 | 130 | 141 | 143;

const INTERRUPTION_CODES: Readonly<Record<Interruption, ExitCode>> = { SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 };

/**
 * Prints an error as one block on standard error, what is wrong first and then what to do, and returns the exit code.
 *
 * @param options.debug whether to add the stack.
 */
export function reportError(error: unknown, output: Output, options: { readonly debug: boolean }): ExitCode {
  // Commander has printed its own message by then, and help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InterruptedError) {
    printBlock(output, output.style("yellow", "stopped"), [error.message]);
    return INTERRUPTION_CODES[error.signal];
  }
  const callersMistake =
    error instanceof LockstepError || (error instanceof TrainingProcessError && error.code !== undefined);
  printBlock(output, output.style("red", "error"), linesOf(error, callersMistake));
  if (options.debug) output.writeError(`\n${stackOf(error)}\n`);
  else if (!callersMistake) output.writeError("       Run it again with --debug for the stack.\n");
  return callersMistake ? 2 : 1;
}

/** Prints a label and lines indented to stand beside it. */
export function printBlock(output: Output, label: string, lines: readonly string[]): void {
  const indent = " ".repeat(visibleLength(label) + 2);
  output.writeError(`${label}  ${lines.join(`\n${indent}`)}\n`);
}

function linesOf(error: unknown, callersMistake: boolean): string[] {
  const message = error instanceof Error ? error.message : String(error);
  if (!callersMistake) return [message];
  const { remedy } = error as LockstepError | TrainingProcessError;
  if (remedy === undefined) return [message, "Run lockstep compare --help for the options and their defaults."];
  // Core's messages end with the remedy; it gets a line of its own here.
  return message.endsWith(remedy) ? [message.slice(0, -remedy.length).trimEnd(), remedy] : [message];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = error instanceof TrainingProcessError ? error.details : undefined;
  const cause = error.cause instanceof Error ? `\nCaused by: ${error.cause.stack}` : "";
  return `${error.stack}${details === undefined ? "" : `\n\nIn the training process:\n${details}`}${cause}`;
}
