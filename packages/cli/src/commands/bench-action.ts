import { OWN_CONTESTANTS } from "../bench/contestant-source.ts";
import { listContestants } from "../bench/list-contestants.ts";
import type { BenchFlags } from "../bench/options/bench-flags.ts";
import { resolveBenchOptions } from "../bench/options/resolve-bench-options.ts";
import { runBench } from "../bench/run/run-bench.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";

/** What `lockstep bench` does. */
export async function benchAction(flags: BenchFlags, output: Output, signal: AbortSignal): Promise<ExitCode> {
  if (flags.list !== true) return runBench(resolveBenchOptions(flags), OWN_CONTESTANTS, output, signal);
  listContestants(OWN_CONTESTANTS.contestants, output);
  return 0;
}
