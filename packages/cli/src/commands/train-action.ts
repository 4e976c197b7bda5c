import { InvalidOptionError } from "@lockstep/core";
import type { ExitCode } from "../terminal/exit-code.ts";
import type { Output } from "../terminal/output.ts";
import { printBlock } from "../terminal/print-block.ts";
import { runExample } from "../train/run-example.ts";
import { runTrain } from "../train/run-train.ts";
import type { TrainFlags } from "../train/train-flags.ts";

/** What only the command itself looks at. */
interface ActionFlags extends TrainFlags {
  readonly dryRun?: boolean;
  /** A folder; true without one. */
  readonly example?: string | true;
}

/** What to type instead of nothing. */
const WITHOUT_MODEL = [
  "lockstep train needs a model, an .onnx file. For instance:",
  "  npx lockstep train --example                   makes one and trains it",
  "  npx lockstep train model.onnx --list           shows what is in yours",
  "  npx lockstep train model.onnx --data rows.csv  trains it on your rows",
];

/** What `lockstep train` does. */
export async function trainAction(
  model: string | undefined,
  { dryRun, example, ...others }: ActionFlags,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const flags = dryRun === true ? { ...others, list: true } : others;
  if (example === undefined && model !== undefined) return runTrain(model, flags, output, signal);
  if (example === undefined) {
    printBlock(output, output.style("red", "error"), WITHOUT_MODEL);
    return 2;
  }
  if (model === undefined) return runExample(example, flags, output, signal);
  throw new InvalidOptionError({
    subject: "--example",
    rule: "makes a model of its own",
    received: model,
    remedy: "Leave out one of the two; a folder for the example comes right after --example.",
  });
}
