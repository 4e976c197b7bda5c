import { Command } from "commander";
import { DEFAULTS, GROWTH_DEFAULTS, QUICK_DEFAULTS } from "../bench/options/bench-defaults.ts";
import type { BenchFlags } from "../bench/options/bench-flags.ts";
import { WORKLOAD_NAMES } from "../bench/workload-facts.ts";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";

const EXAMPLES = `
Examples:
  $ lockstep bench
  $ lockstep bench --quick
  $ lockstep bench --only training-step,masks --no-growth
  $ lockstep bench --report benchmarks

Every contestant runs in a process of its own. All are run warm, and then have
their turns in rounds; a speed is the median over the rounds of the baseline's
time by the contestant's. Close other programs first.

No workload begins a round after ${DEFAULTS.workloadMilliseconds / 1000} s (--quick: ${QUICK_DEFAULTS.workloadMilliseconds / 1000} s), and who takes more than
${DEFAULTS.turnMilliseconds / 1000} s (--quick: ${QUICK_DEFAULTS.turnMilliseconds / 1000} s) for every turn sits out the rest; all have three rounds.

Exit codes: 0 done, 1 something of Lockstep's failed or a file could not be
written, 2 wrong option, 130 interrupted.`;

/** `lockstep bench`. */
export function benchCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  return new Command("bench")
    .description("time Lockstep's engines beside what you would use instead")
    .optionsGroup("What to run:")
    .option("--only <list>", `of ${WORKLOAD_NAMES.join(", ")} (default: all)`)
    .option("--rounds <count>", `turns of each contestant (default: ${DEFAULTS.rounds})`)
    .option("--no-growth", "leave out how time and memory grow with batch size, width, rows and steps")
    .option("--steps <count>", `steps over which memory is watched (default: ${GROWTH_DEFAULTS.steps})`)
    .option("--quick", "small sizes, short turns and no growth, to see that it works")
    .option("--list", "print workloads and contestants, and end")
    .optionsGroup("Results:")
    .option("--json <file>", "write options, environment, every round and every point")
    .option("--report <folder>", "write README.md, pictures and report.json")
    .option("--debug", "show stacks of errors")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: BenchFlags) => {
      const { benchAction } = await import("./bench-action.ts");
      end(await benchAction(flags, output, signal));
    });
}
