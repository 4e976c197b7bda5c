import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { loadData } from "../../data/load-data.ts";
import { locateData } from "../../data/locate-data.ts";
import { writeWhole } from "../../terminal/whole-file.ts";
import { exampleModel } from "./example-model.ts";
import { exampleRows } from "./example-rows.ts";

/** Rows of the table: enough to learn from within seconds. */
export const EXAMPLE_ROWS = 1000;

/** The files that an example begins with. */
export interface ExampleFiles {
  readonly model: string;
  readonly data: string;
  /** Whether they were there already, as they would have been written. */
  readonly found: boolean;
}

/**
 * Writes a model and real digits to train it on into a folder, which is created if it is not there.
 *
 * @throws {InvalidOptionError} if the folder is a file, or has other files under these names. Nothing is written then.
 */
export function writeExample(folder: string): ExampleFiles {
  requireFolder(folder);
  const files = { model: join(folder, "model.onnx"), data: join(folder, "rows.csv") };
  const { rows } = loadData(locateData("mnist", undefined));
  const contents = new Map<string, Uint8Array>([
    [files.model, exampleModel()],
    [files.data, new TextEncoder().encode(exampleRows(rows, EXAMPLE_ROWS))],
  ]);
  const missing = [...contents].filter(([path, content]) => !isThere(path, content));
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of missing) writeWhole(path, content);
  return { ...files, found: missing.length === 0 };
}

function requireFolder(folder: string): void {
  if (folder !== "" && !(existsSync(folder) && !statSync(folder).isDirectory())) return;
  throw new InvalidOptionError({
    subject: "--example",
    rule: "must be a folder, new or there",
    received: folder,
    remedy: "A model of your own goes before the options: lockstep train model.onnx --data rows.csv.",
  });
}

/** @throws {InvalidOptionError} if another file has the name */
function isThere(path: string, content: Uint8Array): boolean {
  if (!existsSync(path)) return false;
  if (statSync(path).isFile() && Buffer.compare(readFileSync(path), content) === 0) return true;
  throw new InvalidOptionError({
    subject: path,
    rule: "is there already, and is not the example's",
    remedy: "Nothing is written over: --example FOLDER takes another folder.",
  });
}
