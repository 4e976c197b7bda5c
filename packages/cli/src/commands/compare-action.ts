import type { CompareFlags } from "../compare/compare-flags.ts";
import { resolveOptions } from "../compare/resolve-options.ts";
import { runCompare } from "../compare/run-compare.ts";
import { printParagraph } from "../render/page.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";

/** What `lockstep compare` does. */
export async function compareAction(flags: CompareFlags, output: Output, signal: AbortSignal): Promise<ExitCode> {
  const options = resolveOptions(flags);
  // Who gave no option learns what it takes, and that there is less.
  if (Object.keys(flags).every((flag) => flag === "picture")) {
    output.write("\n");
    printParagraph(output, "This takes two to three minutes on two free processors; --quick is over in seconds.");
  }
  return runCompare(options, output, signal);
}
