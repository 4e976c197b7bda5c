import { Command, Option } from "commander";
import { DEFAULTS, SHARED_DEFAULTS } from "../compare/compare-defaults.ts";
import type { CompareFlags } from "../compare/compare-flags.ts";
import { ENGINE_NAMES } from "../engines.ts";
import type { Output } from "../terminal/output.ts";
import type { ExitCode } from "../terminal/exit-code.ts";

const EXAMPLES = `
Examples:
  $ lockstep compare
  $ lockstep compare --data fashion-mnist --seeds 1,2,3 --json figures.json
  $ lockstep compare --data iris.csv --hidden 32 --batch-size 16
  $ lockstep compare --only engines --engines reference,tfjs-wasm,tfjs-cpu,ort-wasm
  $ lockstep compare --quick

Exit codes: 0 done, 1 engines disagree or a run failed, 2 wrong option or data, 130 interrupted.`;

/** `lockstep compare`. */
export function compareCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  const { remedies, agreement, seeds } = DEFAULTS;
  // One default for each table: an option that is given counts for both.
  const both = (first: number | string, second: number | string): string =>
    `(default: ${first}, for engines ${second})`;
  return new Command("compare")
    .description("show what dropout and early stopping buy, and whether the engines agree")
    .optionsGroup("Data:")
    .option("--data <name|file.csv>", `mnist, fashion-mnist or a CSV file (default: ${SHARED_DEFAULTS.data})`)
    .option("--data-dir <folder>", "where the four IDX files of an image set lie")
    .option("--rows <count>", `training rows ${both(remedies.rows, agreement.rows)}; of a CSV file 60 %`)
    .option(
      "--validation-rows <count>",
      `validation rows ${both(remedies.validationRows, agreement.validationRows)}; of a CSV file 20 %`,
    )
    .option(
      "--label-noise <share>",
      `training labels to replace in the noisy half; 0 leaves it out (default: ${SHARED_DEFAULTS.labelNoise})`,
    )
    .option("--seeds <list>", `how many (2), or which ones (1,2,3) (default: ${seeds})`)
    .optionsGroup("Training:")
    .option("--hidden <units>", `units of the hidden layers ${both(remedies.hidden.join(), agreement.hidden.join())}`)
    .option("--rate <share>", `dropout rate: the probability to drop (default: ${SHARED_DEFAULTS.rate})`)
    .option("--patience <epochs>", `of early stopping ${both(remedies.patience, agreement.patience)}`)
    .option(
      "--monitor <metric>",
      `validationLoss, validationAccuracy or trainingLoss (default: ${SHARED_DEFAULTS.monitor})`,
    )
    .option("--epochs <count>", `the most epochs ${both(remedies.epochs, agreement.epochs)}`)
    .option("--batch-size <rows>", `rows of a step (default: ${SHARED_DEFAULTS.batchSize})`)
    .option("--learning-rate <number>", `(default: ${SHARED_DEFAULTS.learningRate})`)
    .option("--momentum <share>", `(default: ${SHARED_DEFAULTS.momentum})`)
    .addOption(new Option("--keep-prob <share>").hideHelp())
    .optionsGroup("What to run:")
    .option("--only <part>", "remedies or engines (default: both)")
    .option(
      "--engines <list>",
      `engines to compare, of ${ENGINE_NAMES.join(", ")} (default: ${SHARED_DEFAULTS.engines})`,
    )
    .option("--remedies-engine <engine>", `engine of the first part (default: ${SHARED_DEFAULTS.remediesEngine})`)
    .option("--jobs <count>", "training processes at a time (default: the machine's processors)")
    .option("--quick", "small everything, to see that it works")
    .optionsGroup("Results:")
    .option("--json <file>", "write options, environment, histories and tables")
    .option("--picture <file>", `the learning curves (default: ${SHARED_DEFAULTS.picture})`)
    .option("--no-picture", "draw none")
    .option("--debug", "show stacks of errors")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: CompareFlags) => {
      const { compareAction } = await import("./compare-action.ts");
      end(await compareAction(flags, output, signal));
    });
}
