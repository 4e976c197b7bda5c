import { runProgram } from "../src/program.ts";
import type { CliResult } from "./run-cli.ts";
import { recordedOutput } from "./recorded-output.ts";

/**
 * Runs the command line in this process, and returns what it printed: what is not about processes costs no start of one.
 *
 * @param options.cwd the working directory meanwhile. @default that of the test
 */
export async function runInProcess(
  args: readonly string[],
  options: { readonly columns?: number; readonly isTerminal?: boolean; readonly cwd?: string } = {},
): Promise<CliResult> {
  const output = recordedOutput(options);
  const before = process.cwd();
  if (options.cwd !== undefined) process.chdir(options.cwd);
  try {
    const exitCode = await runProgram(args, output, new AbortController().signal);
    return { exitCode, stdout: output.written.join(""), stderr: output.errors.join("") };
  } finally {
    process.chdir(before);
  }
}
