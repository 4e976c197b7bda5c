import type { ConformanceFlags } from "../conformance/conformance-flags.ts";
import { copyTemplate } from "../conformance/copy-template.ts";
import { listCases } from "../conformance/list-cases.ts";
import { resolveConformanceOptions } from "../conformance/resolve-conformance-options.ts";
import { runEngines } from "../conformance/run-engines.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";

/** What `lockstep conformance` does. */
export async function conformanceAction(
  flags: ConformanceFlags,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (flags.list === true) listCases(flags, output);
  else if (flags.init !== undefined) copyTemplate(flags.init, flags, output);
  else return runEngines(resolveConformanceOptions(flags), output, signal);
  return 0;
}
