import type { CompareFlags } from "../compare/compare-flags.ts";
import { resolveOptions } from "../compare/resolve-options.ts";
import { runCompare } from "../compare/run-compare.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";

/** What `lockstep compare` does. */
export async function compareAction(flags: CompareFlags, output: Output, signal: AbortSignal): Promise<ExitCode> {
  return runCompare(resolveOptions(flags), output, signal);
}
