import { OWN_CONTESTANTS } from "../bench/contestant-source.ts";
import { listContestants } from "../bench/list-contestants.ts";
import type { BenchFlags } from "../bench/options/bench-flags.ts";
import { resolveBenchOptions } from "../bench/options/resolve-bench-options.ts";
import { runBench } from "../bench/run/run-bench.ts";
import { printParagraph } from "../render/page.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";

/** What `lockstep bench` does. */
export async function benchAction(flags: BenchFlags, output: Output, signal: AbortSignal): Promise<ExitCode> {
  if (flags.list === true) {
    listContestants(OWN_CONTESTANTS.contestants, output);
    return 0;
  }
  const options = resolveBenchOptions(flags);
  // Who gave no option learns what it takes, and that there is less and more.
  if (Object.keys(flags).length === 0) {
    output.write("\n");
    printParagraph(
      output,
      "This takes two to three minutes on two free processors: --quick is over in half a minute, --full takes about ten.",
    );
  }
  return runBench(options, OWN_CONTESTANTS, output, signal);
}
