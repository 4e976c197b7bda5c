import { randomUUID } from "node:crypto";
import { accessSync, closeSync, constants, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { outputTarget, type OutputTarget } from "./output-target.ts";

/**
 * Checks before any work that a file can be written at the end, by creating and removing the temporary file beside it.
 *
 * @param remedy what to do where that fails.
 * @throws {InvalidOptionError} if its folder does not exist or may not be written, or the path is a folder.
 */
export function requireWritable(option: string, path: string, remedy: string): void {
  if (path === "" || path.endsWith("/") || path.endsWith(sep)) throw folderError(option, path);
  let target: OutputTarget;
  try {
    target = outputTarget(path);
    if (target.kind === "stream") accessSync(target.path, constants.W_OK);
    if (target.kind === "file") rmSync(writeBeside(target.path, ""));
  } catch (cause) {
    throw new InvalidOptionError({
      subject: option,
      rule: `must lie in a folder that exists and can be written (${dirname(resolve(path))})`,
      received: path,
      remedy,
      cause,
    });
  }
  if (target.kind === "folder") throw folderError(option, path);
}

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. A link stays a link,
 * and a pipe or device is written to directly.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const target = outputTarget(path);
  switch (target.kind) {
    case "descriptor":
      // Opening the file again would overwrite what was printed to it.
      writeFileSync(target.descriptor, content);
      return;
    case "stream":
      writeInto(target.path, content);
      return;
    case "file":
      replaceFile(target.path, content);
      return;
    case "folder":
      throw new Error(`${path} is a directory`);
  }
}

/** Without creating or truncating anything. */
function writeInto(path: string, content: string | Uint8Array): void {
  const descriptor = openSync(path, constants.O_WRONLY);
  try {
    writeFileSync(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

function replaceFile(path: string, content: string | Uint8Array): void {
  const temporary = writeBeside(path, content);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a temporary file into a file's folder; its name is short however long the file's is. */
function writeBeside(path: string, content: string | Uint8Array): string {
  const temporary = join(dirname(path), `.lockstep-${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, content, { flag: "wx" });
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return temporary;
}

function folderError(option: string, path: string): InvalidOptionError {
  return new InvalidOptionError({
    subject: option,
    rule: "must be a file, not a folder",
    received: path,
    remedy: "Add a file name.",
  });
}
