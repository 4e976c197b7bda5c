import { existsSync } from "node:fs";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import type { ExitCode } from "../terminal/exit-code.ts";
import { InterruptedError } from "../terminal/interrupted-error.ts";
import type { Output } from "../terminal/output.ts";
import { EXAMPLE_SCALE, printExample, printNextSteps } from "./example/print-example.ts";
import { writeExample } from "./example/write-example.ts";
import { runTrain } from "./run-train.ts";
import type { TrainFlags } from "./train-flags.ts";

/** Where an example goes unless told otherwise. */
const FOLDER = "digits";

/** What says which rows there are: an example has its own. */
const ROWS_FLAGS: readonly (readonly [flag: keyof TrainFlags, option: string])[] = [
  ["data", "--data"],
  ["dataDir", "--data-dir"],
  ["label", "--label"],
  ["inputs", "--inputs"],
  ["targets", "--targets"],
];

/**
 * Writes a model and real digits into a folder, and trains the one on the others: what `lockstep train` does, with nothing
 * to prepare.
 *
 * @param folder where to; true for the usual one.
 * @throws {InvalidOptionError} if files of other contents or earlier results would be written over, or for options that
 * say which rows to take.
 * @throws {InterruptedError} if it was ended before anything was trained.
 * @throws as {@link runTrain}
 */
export async function runExample(
  folder: string | true,
  flags: TrainFlags,
  output: Output,
  signal: AbortSignal,
): Promise<ExitCode> {
  const place = folder === true ? FOLDER : folder;
  rejectRows(flags);
  const { scale = EXAMPLE_SCALE, out = join(place, "model.trained.onnx"), plot = join(place, "curves.svg") } = flags;
  if (flags.list !== true && flags.force !== true) [out, plot].forEach(requireAbsent);
  const files = writeExample(place);
  printExample(place, files, output);
  try {
    const code = await runTrain(files.model, { ...flags, data: files.data, scale, out, plot }, output, signal);
    if (code === 0) printNextSteps(place, files, output);
    return code;
  } catch (error) {
    if (!(error instanceof InterruptedError)) throw error;
    throw new InterruptedError(error.signal, `Interrupted; nothing was trained. The example's files are in ${place}.`);
  }
}

function rejectRows(flags: TrainFlags): void {
  for (const [flag, option] of ROWS_FLAGS) {
    if (flags[flag] === undefined) continue;
    throw new InvalidOptionError({
      subject: option,
      rule: "does nothing with --example, which has rows of its own",
      received: flags[flag],
      remedy: "Leave out one of the two.",
    });
  }
}

function requireAbsent(result: string): void {
  if (!existsSync(result)) return;
  throw new InvalidOptionError({
    subject: result,
    rule: "exists already",
    remedy: "--force trains again and replaces what came of it; --example FOLDER takes another folder.",
  });
}
