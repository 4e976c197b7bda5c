import { basename } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { IMAGE_SET_NAMES } from "./data-source.ts";
import { imageSetRows } from "./image-set-rows.ts";
import { locateData } from "./locate-data.ts";
import type { ModelData } from "./model-rows.ts";
import { readArrayArchive } from "./read-array-archive.ts";
import { readDataFile } from "./read-data-file.ts";
import { readTableRows } from "./read-table-rows.ts";

/** How a source is read. */
export interface ModelDataOptions {
  /** Where the files of an image set lie. */
  readonly folder: string | undefined;
  /** Target columns of a table. */
  readonly label: readonly string[] | undefined;
  /** What a table's target column is to hold. */
  readonly wanted: "classes" | "values" | "either";
}

/**
 * Reads what a flag names: a CSV file, an archive of arrays, or an image set.
 *
 * @param option the flag: `--data`.
 * @throws {InvalidOptionError} for another name, or a flag that is for another kind of data.
 * @throws {DataError} if a file is missing, broken or without the rows that are needed.
 */
export function loadModelData(option: string, data: string, { folder, label, wanted }: ModelDataOptions): ModelData {
  const isTable = /\.csv$/i.test(data);
  const isArchive = /\.(npz|safetensors)$/i.test(data);
  if (label !== undefined && !isTable) {
    throw idle("--label", "is only for .csv files", label.join());
  }
  if (folder !== undefined && (isTable || isArchive)) throw idle("--data-dir", "is only for image sets", folder);
  if (isTable) {
    const text = new TextDecoder().decode(readDataFile(data));
    return { name: basename(data), rows: readTableRows(text, basename(data), { label, wanted }) };
  }
  if (isArchive) return readArrayArchive(data);
  if (/(\.npy|\.idx|-ubyte)(\.gz)?$/i.test(data)) {
    throw new InvalidOptionError({
      subject: option,
      rule: "must hold inputs and targets, and this file has one array",
      received: data,
      remedy:
        option === "--data"
          ? "Give the two files to --inputs and --targets, or save both arrays in one .npz file."
          : "Save both arrays in one .npz file: numpy.savez(file, inputs=x, targets=y).",
    });
  }
  const name = requireOneOf(option, data, IMAGE_SET_NAMES, "Or give the path of a .csv, .npz or .safetensors file.");
  const source = locateData(name, folder);
  return imageSetRows(name, source.kind === "idx" ? source.folder : "");
}

function idle(option: string, rule: string, received: string): InvalidOptionError {
  return new InvalidOptionError({ subject: option, rule, received, remedy: "Leave it out." });
}
