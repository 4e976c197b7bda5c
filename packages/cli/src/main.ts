#!/usr/bin/env node
import { runProgram } from "./program.ts";
import { InterruptedError } from "./terminal/interrupted-error.ts";
import { processOutput } from "./terminal/output.ts";

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => interruption.abort(new InterruptedError(signal)));
}
// A reader such as `head` may go before the end: then nobody waits for the rest.
process.stdout.on("error", () => interruption.abort(new InterruptedError("SIGPIPE")));
// Without a reader of errors, the exit code still tells.
process.stderr.on("error", () => {});

process.exitCode = await runProgram(process.argv.slice(2), processOutput(process), interruption.signal);
