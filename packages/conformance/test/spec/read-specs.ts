import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository's root. */
export const ROOT: string = resolve(import.meta.dirname, "../../../..");
/** The folder of the specifications. */
export const SPEC: string = join(ROOT, "packages/core/spec");

/** Text of the specifications by file name, without their README. */
export function readSpecs(): Readonly<Record<string, string>> {
  const files = globSync("*.md", { cwd: SPEC }).filter((file) => file !== "README.md");
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(SPEC, file), "utf8")]));
}
