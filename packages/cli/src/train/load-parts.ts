import { InvalidOptionError } from "@lockstep/core";
import { arrayRows } from "../data/array-rows.ts";
import { loadModelData, type ModelDataOptions } from "../data/load-model-data.ts";
import type { ModelData, ModelRows } from "../data/model-rows.ts";
import { readArrayFile } from "../data/read-array-file.ts";
import { parseList } from "../options/parse-list.ts";
import type { LoadedData } from "./loaded-data.ts";
import type { LossName } from "./loss-name.ts";
import { TRAIN_DEFAULTS } from "./train-defaults.ts";
import type { TrainFlags } from "./train-flags.ts";
import { parseValidationShare } from "./validation-share.ts";

/**
 * Reads `--data`, or `--inputs` and `--targets`, and `--validation`.
 *
 * @param loss the loss that was asked for: it tells what a table's target column is to hold.
 * @throws {InvalidOptionError} if flags are missing or exclude each other.
 * @throws {DataError} if a file is missing or broken.
 */
export function loadParts(flags: TrainFlags, loss: LossName | undefined): LoadedData {
  const options: ModelDataOptions = {
    folder: flags.dataDir,
    label: flags.label === undefined ? undefined : parseList("--label", flags.label, "price or width,height"),
    wanted: loss === undefined ? "either" : loss === "cross-entropy" ? "classes" : "values",
  };
  const data = flags.inputs === undefined && flags.targets === undefined ? fromData(flags, options) : fromArrays(flags);
  const validation = flags.validation ?? String(TRAIN_DEFAULTS.validationShare);
  const share = parseValidationShare(validation);
  if (share !== null) return { ...data, share: data.validation === undefined ? share : 0 };
  const others = loadModelData("--validation", validation, { ...options, folder: undefined });
  return { ...data, validation: others.rows, share: 0 };
}

function fromData(flags: TrainFlags, options: ModelDataOptions): ModelData {
  if (flags.data !== undefined) return loadModelData("--data", flags.data, options);
  throw new InvalidOptionError({
    subject: "--data",
    rule: "is needed: a .csv, .npz or .safetensors file, mnist or fashion-mnist",
    remedy: "Or give --inputs and --targets, two .npy files. With --list the model is shown without any data.",
  });
}

function fromArrays(flags: TrainFlags): ModelData {
  for (const [name, option] of [
    ["data", "--data"],
    ["dataDir", "--data-dir"],
    ["label", "--label"],
  ] as const) {
    if (flags[name] === undefined) continue;
    throw new InvalidOptionError({
      subject: option,
      rule: "does not go together with --inputs and --targets",
      received: flags[name],
      remedy: "Give one or the other.",
    });
  }
  if (flags.inputs === undefined || flags.targets === undefined) {
    throw new InvalidOptionError({
      subject: flags.inputs === undefined ? "--inputs" : "--targets",
      rule: `is needed beside ${flags.inputs === undefined ? "--targets" : "--inputs"}`,
      remedy: "Each is a .npy or IDX file whose first axis is the row.",
    });
  }
  const rows: ModelRows = arrayRows(readArrayFile("--inputs", flags.inputs), readArrayFile("--targets", flags.targets));
  return { name: rows.name, rows };
}
