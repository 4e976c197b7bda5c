import { basename, dirname, join } from "node:path";
import { readModel, type ModelFile } from "@lockstep/onnx";
import { readDataFile } from "../data/read-data-file.ts";

/** An `.onnx` file with what lies beside it. */
export interface OpenedFile {
  readonly path: string;
  /** Paths of the other files that hold its tensors. */
  readonly externalPaths: readonly string[];
  /** What messages call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Gives the bytes of a file in the model's folder, of those that the model names. */
  readonly externalData: (location: string) => Uint8Array;
  readonly content: ModelFile;
}

/**
 * Reads an `.onnx` file; tensors that it keeps in other files are looked for in its folder.
 *
 * @throws {DataError} if a file is missing or damaged.
 * @throws {UnsupportedOptionError} for what cannot be read.
 */
export function openFile(path: string): OpenedFile {
  const bytes = readDataFile(path);
  const read = new Map<string, Uint8Array>();
  const pathOf = (location: string): string => join(dirname(path), location);
  const externalData = (location: string): Uint8Array => {
    const known = read.get(location) ?? readDataFile(pathOf(location));
    read.set(location, known);
    return known;
  };
  const content = readModel(bytes, { externalData });
  const externalPaths = [...read.keys()].map(pathOf);
  return { path, externalPaths, name: basename(path), bytes, externalData, content };
}
