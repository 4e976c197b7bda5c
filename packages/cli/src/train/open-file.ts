import { basename, dirname, join } from "node:path";
import { readDataFile } from "../data/read-data-file.ts";
import { openBytes, type OpenedFile } from "./opened-file.ts";

/** An `.onnx` file on a disk. */
export interface FileOnDisk extends OpenedFile {
  /** Paths of the other files that hold its tensors. */
  readonly externalPaths: readonly string[];
}

/**
 * Reads an `.onnx` file; tensors that it keeps in other files are looked for in its folder.
 *
 * @throws {DataError} if a file is missing or damaged.
 * @throws {UnsupportedOptionError} for what cannot be read.
 */
export function openFile(path: string): FileOnDisk {
  const bytes = readDataFile(path);
  const read = new Map<string, Uint8Array>();
  const pathOf = (location: string): string => join(dirname(path), location);
  const externalData = (location: string): Uint8Array => {
    const known = read.get(location) ?? readDataFile(pathOf(location));
    read.set(location, known);
    return known;
  };
  const opened = openBytes({ path, name: basename(path), bytes, externalData });
  return { ...opened, externalPaths: [...read.keys()].map(pathOf) };
}
