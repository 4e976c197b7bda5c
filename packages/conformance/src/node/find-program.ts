import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { MissingDependencyError } from "@lockstep/core";

/** A program that has to be installed apart, and how it is looked for. */
export interface ProgramSearch {
  /** What it is, in a word: `Chromium`. */
  readonly name: string;
  /** Its path, if somebody gave it, and under which name. */
  readonly path?: { readonly option: string; readonly value: string } | undefined;
  /** An environment variable with its path. */
  readonly variable: string;
  /** Its names on a search path. */
  readonly names: readonly string[];
  /** Where installers put it on systems that do not put it on the search path. */
  readonly places: readonly string[];
  /** What it is needed for: `to test engines in a browser`. */
  readonly purpose: string;
  /** What to do if it is not there. */
  readonly remedy: string;
}

/**
 * Finds a program: at the path that is given, in its environment variable, on the search path, where installers put it.
 *
 * @throws {MissingDependencyError} if there is none, or none at the path that is given.
 */
export function findProgram({ name, path, variable, names, places, purpose, remedy }: ProgramSearch): string {
  const fromVariable = process.env[variable];
  const given = path ?? (fromVariable === undefined ? undefined : { option: variable, value: fromVariable });
  if (given !== undefined) {
    if (isProgram(given.value)) return given.value;
    throw new MissingDependencyError({
      subject: given.option,
      rule: `must be the path of ${name}`,
      received: given.value,
      remedy: "Give the path of the program itself, or leave it out to have it looked for.",
    });
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = [...folders.flatMap((folder) => names.map((file) => join(folder, file))), ...places];
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  throw new MissingDependencyError({
    subject: name,
    rule: `must be installed ${purpose}, and was not found`,
    remedy,
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    // A folder, too, may be "executed".
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
