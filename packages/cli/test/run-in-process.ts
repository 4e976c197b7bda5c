import { runProgram } from "../src/program.ts";
import { recordedOutput } from "./recorded-output.ts";

/** Runs the command line in this process, and returns what it printed. */
export async function runInProcess(
  args: readonly string[],
  options: { readonly columns?: number; readonly isTerminal?: boolean } = {},
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const output = recordedOutput(options);
  const exitCode = await runProgram(args, output, new AbortController().signal);
  return { exitCode, stdout: output.written.join(""), stderr: output.errors.join("") };
}
