import { Command } from "commander";
import type { ConformanceFlags } from "../conformance/conformance-flags.ts";
import { ENGINE_NAMES } from "../engines.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";
import { helpEnd } from "./help-end.ts";

const END = helpEnd({
  emptyFolder: [
    ["conformance", "the reference engine, in seconds"],
    ["conformance --engine tfjs-wasm", "TensorFlow.js on WebAssembly"],
    ["conformance --only DRP-5", "the cases that prove a clause"],
    ["conformance --init my-engine", "an engine to begin with"],
  ],
  ownFiles: [
    "conformance --engine ./dist/subject.js --json report.json",
    "conformance --engine ./src/subject.ts --browser",
    "conformance --engine ./a.js --engine ./b.js --html both.html",
    'conformance --engine ./subject.js --only "dropout laws"',
  ],
  notes: [
    `A module exports its engine as subject, a ConformanceSubject of
@lockstep/conformance, whose README shows one. TypeScript needs Node 22.18 or
newer, or --browser. --browser needs two packages and a browser of Chromium's
family: npm install --save-dev vite playwright-core`,
  ],
  environment: [["LOCKSTEP_BROWSER=FILE", "the browser's program, as --browser-path"]],
  exitCodes: { failed: "a case failed or a file was not written", mistaken: "wrong option or module" },
});

/** `lockstep conformance`. */
export function conformanceCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  return new Command("conformance")
    .summary("run the suites that every engine has to pass, on yours too")
    .description("Runs the suites that every engine has to pass, on one of Lockstep's engines or on yours.")
    .optionsGroup("What to run:")
    .option(
      "--engine <module>",
      `a path, a package, or ${ENGINE_NAMES.join(", ")}; may be given again (default: reference)`,
      (module: string, before: readonly string[] | undefined) => [...(before ?? []), module],
    )
    .option("--only <text>", "part of a suite's or case's name, or a clause as DRP-5 (default: all cases)")
    .option("--browser", "in Chromium (default: in this process)")
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
    .addHelpText("after", END)
    .action(async (flags: ConformanceFlags) => {
      const { conformanceAction } = await import("./conformance-action.ts");
      end(await conformanceAction(flags, output, signal));
    });
}
