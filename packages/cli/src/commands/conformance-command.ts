import { Command } from "commander";
import type { ConformanceFlags } from "../conformance/conformance-flags.ts";
import { ENGINE_NAMES } from "../engines.ts";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";

const EXAMPLES = `
Examples:
  $ lockstep conformance
  $ lockstep conformance --engine ./dist/subject.js --json report.json
  $ lockstep conformance --engine ./src/subject.ts --browser
  $ lockstep conformance --engine tfjs-cpu --engine ./subject.js --html matrix.html
  $ lockstep conformance --only "dropout laws" --engine ./subject.js
  $ lockstep conformance --only DRP-5
  $ lockstep conformance --init my-engine

A module exports its engine as subject, a ConformanceSubject of @lockstep/conformance;
that package's README shows one, and --init writes one.

Exit codes: 0 no case failed, 1 a case failed, 2 wrong option or module, 130 interrupted.`;

/** `lockstep conformance`. */
export function conformanceCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  return new Command("conformance")
    .description("run the suites that every engine has to pass, on yours too")
    .optionsGroup("What to run:")
    .option(
      "--engine <module>",
      `a path, a package, or ${ENGINE_NAMES.join(", ")}; may be given again (default: reference)`,
      (module: string, before: readonly string[] | undefined) => [...(before ?? []), module],
    )
    .option("--only <text>", "part of a suite's or case's name, or a clause as DRP-5 (default: all cases)")
    .option("--browser", "in Chromium, which needs vite and playwright-core (default: in this process)")
    .option("--browser-path <file>", "the browser's program (default: looked for)")
    .option("--gpu <software|hardware>", "what computes WebGL and WebGPU with --browser (default: software)")
    .optionsGroup("Instead of a run:")
    .option("--list", "print the names of the cases")
    .option("--init <folder>", "begin a new engine: copy one that passes into a folder")
    .optionsGroup("Results:")
    .option("--json <file>", "write every outcome; of several engines a list")
    .option("--record <file>", "write what to keep beside the code: counts by clause, reasons, a digest")
    .option("--html <file>", "write a page with a column for each engine")
    .option("--quiet", "print only failures and the verdict")
    .option("--debug", "show stacks of errors")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: ConformanceFlags) => {
      const { conformanceAction } = await import("./conformance-action.ts");
      end(await conformanceAction(flags, output, signal));
    });
}
