import { basename } from "node:path";
import { DataError, readNpy, readSafetensorsArrays, type NumberArray } from "@lockstep/core";
import { arrayRows } from "./array-rows.ts";
import type { ModelData, ModelRows } from "./model-rows.ts";
import { readDataFile } from "./read-data-file.ts";
import { readZip } from "./read-zip.ts";

/** Names of the two arrays of a part, in the order in which they are looked for. */
const INPUT_NAMES = ["inputs", "input", "x", "X", "images", "data", "features"];
const TARGET_NAMES = ["targets", "target", "y", "Y", "labels", "label"];
const PARTS = {
  rows: ["", "train_", "training_"],
  validation: ["validation_", "val_", "valid_"],
  test: ["test_"],
} as const;

type Arrays = Readonly<Record<string, NumberArray>>;

/**
 * Reads a NumPy archive (`.npz`) or a safetensors file with an array of inputs and one of targets: `inputs` and `targets`,
 * `x` and `y`, `images` and `labels`, also as `x_train`, `train_images`. Arrays for validation and test are taken along.
 *
 * @throws {DataError} if the file is missing or damaged, or has no such arrays.
 */
export function readArrayArchive(path: string): ModelData {
  const name = basename(path);
  const arrays = readArrays(path, name);
  const rows = partOf(arrays, PARTS.rows, name);
  if (rows === undefined) {
    throw new DataError({
      subject: name,
      rule: "must hold an array of inputs and one of targets, named inputs and targets or x and y",
      received: Object.keys(arrays),
      remedy: "Save it as numpy.savez(file, inputs=x, targets=y).",
    });
  }
  const validation = partOf(arrays, PARTS.validation, name);
  const test = partOf(arrays, PARTS.test, name);
  return { name, rows, ...(validation === undefined ? {} : { validation }), ...(test === undefined ? {} : { test }) };
}

function readArrays(path: string, name: string): Arrays {
  const bytes = readDataFile(path);
  if (/\.safetensors$/i.test(path)) return readSafetensorsArrays(bytes, name).arrays;
  const files = [...readZip(bytes, name)].filter(([file]) => file.endsWith(".npy"));
  return Object.fromEntries(files.map(([file, content]) => [file.slice(0, -4), readNpy(content, `${name}: ${file}`)]));
}

function partOf(arrays: Arrays, prefixes: readonly string[], file: string): ModelRows | undefined {
  const find = (names: readonly string[]): string | undefined =>
    prefixes
      .flatMap((prefix) =>
        names.flatMap((name) => (prefix === "" ? name : [prefix + name, `${name}_${prefix.slice(0, -1)}`])),
      )
      .find((name) => Object.hasOwn(arrays, name));
  const inputs = find(INPUT_NAMES);
  const targets = find(TARGET_NAMES);
  if (inputs === undefined || targets === undefined) return undefined;
  const named = (name: string): Parameters<typeof arrayRows>[0] => ({ name: `${file}: ${name}`, array: arrays[name]! });
  return arrayRows(named(inputs), named(targets));
}
