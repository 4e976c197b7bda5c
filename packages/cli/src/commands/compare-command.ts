import { Command, Option } from "commander";
import { DEFAULTS, SHARED_DEFAULTS } from "../compare/compare-defaults.ts";
import type { CompareFlags } from "../compare/compare-flags.ts";
import { ENGINE_NAMES } from "../engines.ts";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";
import { helpEnd } from "./help-end.ts";

const END = helpEnd({
  emptyFolder: [
    ["compare", "real digits: two to three minutes"],
    ["compare --quick", "small everything, to see that it works"],
    ["compare --only engines", "whether the engines agree: seconds"],
  ],
  ownFiles: [
    "compare --data iris.csv --hidden 32 --batch-size 16",
    "compare --data fashion-mnist --data-dir DIR --seeds 1,2,3",
    "compare --data iris.csv --only remedies --json figures.json",
  ],
  notes: [
    `A CSV file has a column of classes (label, class, target, species, or the last)
and otherwise numbers. MNIST is part of the installation: nothing is fetched.`,
  ],
  exitCodes: { failed: "engines disagree, a run failed or a file was not written", mistaken: "wrong option or data" },
});

/** `lockstep compare`. */
export function compareCommand(output: Output, signal: AbortSignal, end: (code: ExitCode) => void): Command {
  const { remedies, agreement, seeds } = DEFAULTS;
  // One default for each table: an option that is given counts for both.
  const both = (first: number | string, second: number | string): string =>
    `(default: ${first}, for engines ${second})`;
  return new Command("compare")
    .summary("show what dropout and early stopping buy, and whether engines agree")
    .description(
      "Trains one network with and without dropout and early stopping, and then on several engines: shows what each " +
        "remedy buys, and whether the engines agree.",
    )
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
      `training labels to replace in the noisy half, 0 to 1; 0 leaves it out (default: ${SHARED_DEFAULTS.labelNoise})`,
    )
    .option("--seeds <list>", `how many (2), or which ones (1,2,3) (default: ${seeds})`)
    .optionsGroup("Training:")
    .option("--hidden <units>", `units of the hidden layers ${both(remedies.hidden.join(), agreement.hidden.join())}`)
    .option("--rate <share>", `dropout rate: the probability to drop, 0 to 1 (default: ${SHARED_DEFAULTS.rate})`)
    .option("--patience <epochs>", `of early stopping ${both(remedies.patience, agreement.patience)}`)
    .option(
      "--monitor <metric>",
      `validationLoss, validationAccuracy or trainingLoss (default: ${SHARED_DEFAULTS.monitor})`,
    )
    .option("--epochs <count>", `the most epochs ${both(remedies.epochs, agreement.epochs)}`)
    .option("--batch-size <rows>", `rows of a step (default: ${SHARED_DEFAULTS.batchSize})`)
    .option("--learning-rate <number>", `of SGD (default: ${SHARED_DEFAULTS.learningRate})`)
    .option("--momentum <share>", `of SGD, 0 to below 1 (default: ${SHARED_DEFAULTS.momentum})`)
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
    .option("--picture <file>", `the learning curves, as SVG (default: ${SHARED_DEFAULTS.picture})`)
    .option("--no-picture", "draw none")
    .addHelpText("after", END)
    .action(async (flags: CompareFlags) => {
      const { compareAction } = await import("./compare-action.ts");
      end(await compareAction(flags, output, signal));
    });
}
