import { Command } from "commander";
import { DEFAULTS, FULL_DEFAULTS, GROWTH_DEFAULTS, QUICK_DEFAULTS } from "../bench/options/bench-defaults.ts";
import type { BenchFlags } from "../bench/options/bench-flags.ts";
import { WORKLOAD_NAMES } from "../bench/workload-facts.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";
import { helpEnd } from "./help-end.ts";

const END = helpEnd({
  emptyFolder: [
    ["bench", "everything: two to three minutes"],
    ["bench --quick", "small sizes: half a minute"],
    ["bench --only masks --rounds 9", "one workload, with more rounds"],
    ["bench --full --report benchmarks", "a page of it: ten minutes"],
    ["bench --list", "who is timed at what"],
  ],
  notes: [
    `Every contestant runs in a process of its own. All are run warm, and then have
their turns in rounds; a speed is the median over the rounds of the baseline's
time by the contestant's. Close other programs first. jax-js is timed where it
is installed: npm install --save-dev @jax-js/jax`,
    `No workload begins a round after ${DEFAULTS.workloadMilliseconds / 1000} s (--quick: ${QUICK_DEFAULTS.workloadMilliseconds / 1000} s), and who takes more than
${DEFAULTS.turnMilliseconds / 1000} s (--quick: ${QUICK_DEFAULTS.turnMilliseconds / 1000} s) for every turn sits out the rest; all have three rounds.`,
  ],
  exitCodes: { failed: "something of Lockstep's failed or a file was not written", mistaken: "wrong option" },
});

/** `lockstep bench`. */
export function benchCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  return new Command("bench")
    .summary("time Lockstep's engines beside what you would use instead")
    .description("Times Lockstep's engines beside what you would use instead, on this machine.")
    .optionsGroup("What to run:")
    .option("--only <list>", `of ${WORKLOAD_NAMES.join(", ")} (default: all)`)
    .option(
      "--rounds <count>",
      `turns of each contestant (default: ${DEFAULTS.rounds}; with --full ${FULL_DEFAULTS.rounds})`,
    )
    .option("--growth", "show also how time and memory grow with batch size, width, rows and steps: minutes more")
    .option("--steps <count>", `steps over which --growth watches memory (default: ${GROWTH_DEFAULTS.steps})`)
    .option("--full", `${FULL_DEFAULTS.rounds} rounds and growth: figures to publish`)
    .option("--quick", "small sizes and short turns, to see that it works")
    .option("--list", "print workloads and contestants, and end")
    .optionsGroup("Results:")
    .option("--json <file>", "write options, environment, every round and every point")
    .option("--report <folder>", "write README.md, pictures and report.json")
    .addHelpText("after", END)
    .action(async (flags: BenchFlags) => {
      const { benchAction } = await import("./bench-action.ts");
      end(await benchAction(flags, output, signal));
    });
}
