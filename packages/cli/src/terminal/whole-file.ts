import { constants, accessSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";

/**
 * Checks before any work that a file can be written at the end.
 *
 * @throws {InvalidOptionError} if its folder does not exist or may not be written, or the path is a folder.
 */
export function requireWritable(option: string, path: string): void {
  const folder = dirname(resolve(path));
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new InvalidOptionError({
      subject: option,
      rule: `must lie in a folder that exists and can be written (${folder})`,
      received: path,
      remedy: "Create the folder first, or choose another one.",
      cause,
    });
  }
  if (path === "" || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    throw new InvalidOptionError({
      subject: option,
      rule: "must be a file, not a folder",
      received: path,
      remedy: "Add a file name.",
    });
  }
}

/** Writes a file whole or not at all: into a temporary file beside it, which then takes its name. */
export function writeWhole(path: string, text: string): void {
  const temporary = join(dirname(resolve(path)), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
