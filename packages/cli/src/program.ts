import { Command, CommanderError, Option } from "commander";
import { benchCommand } from "./commands/bench-command.ts";
import { compareCommand } from "./commands/compare-command.ts";
import { conformanceCommand } from "./commands/conformance-command.ts";
import { trainCommand } from "./commands/train-command.ts";
import { packageVersion } from "./package-version.ts";
import type { ExitCode } from "./terminal/exit-code.ts";
import type { Output } from "./terminal/output.ts";
import { printBlock } from "./terminal/print-block.ts";

const FIRST_STEPS = `
First steps, in any folder; nothing has to be prepared:
  npx lockstep train --example   makes a model and real digits, and trains it
  npx lockstep compare           what dropout and early stopping buy, and
                                 whether the engines agree: two to three minutes
  npx lockstep conformance       the suites on the reference engine: seconds
  npx lockstep bench             how fast all is here: two to three minutes

Each command has a --help with more examples.`;

/**
 * Runs the command line. Each command loads what it works with only once it is run, so that help is there at once.
 *
 * @param args without the names of Node and of the script.
 * @param signal aborted with an `InterruptedError` to end everything.
 * @returns the exit code; errors are printed, never thrown.
 */
export async function runProgram(args: readonly string[], output: Output, signal: AbortSignal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const end = (code: ExitCode): void => {
    exitCode = code;
  };
  const program = new Command("lockstep")
    .description("Trains the same network on every JavaScript backend, and shows whether they agree.")
    .version(packageVersion(), "--version", "print the version number")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", FIRST_STEPS);
  program.addCommand(compareCommand(output, signal, end));
  program.addCommand(conformanceCommand(output, signal, end));
  program.addCommand(trainCommand(output, signal, end));
  program.addCommand(benchCommand(output, signal, end));
  for (const command of program.commands) {
    command.addOption(new Option("--debug", "show stacks of errors").helpGroup("Other:"));
  }
  let running = program;
  program.hook("preAction", (_, command) => {
    running = command;
  });
  for (const command of [program, ...program.commands]) {
    const help = new Option("-h, --help", "print this help");
    command
      .addHelpOption(command === program ? help : help.helpGroup("Other:"))
      .exitOverride()
      .showHelpAfterError(`${" ".repeat(7)}Run ${pathOf(command)} --help for all options.`)
      .configureOutput({
        writeOut: (text) => output.write(text),
        writeErr: (text) => output.writeError(text),
        outputError: (text) => printBlock(output, output.style("red", "error"), messageLines(text)),
        getOutHelpWidth: () => output.columns,
        getErrHelpWidth: () => output.columns,
      });
  }
  try {
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message by then, and help is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { reportError } = await import("./terminal/report-error.ts");
    return reportError(error, output, { debug: args.includes("--debug"), command: pathOf(running) });
  }
}

/** What to type for a command: `npx lockstep compare`. */
function pathOf(command: Command): string {
  return command.parent === null ? `npx ${command.name()}` : `${pathOf(command.parent)} ${command.name()}`;
}

/** Commander's message without its own label, one line for the mistake and one for the suggestion. */
function messageLines(text: string): string[] {
  return text
    .trim()
    .replace(/^error: /, "")
    .split("\n");
}
