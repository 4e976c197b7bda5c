import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { specClauses, type MatrixClause } from "@lockstep/conformance";

/** Where npm puts what a project asks for. */
const USUAL_FOLDER = join("node_modules", "@lockstep", "core", "spec");

/** The clauses of the specifications that core ships, file by file. */
export function readSpecClauses(): readonly MatrixClause[] {
  const folder = specFolder();
  const files = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  return files.sort().flatMap((file) => specClauses(file, readFileSync(join(folder, file), "utf8")));
}

/** The folder of the specifications as somebody in a working directory would type it. */
export function specFolderFrom(cwd: string): string {
  if (existsSync(join(cwd, USUAL_FOLDER))) return USUAL_FOLDER;
  const path = relative(cwd, specFolder());
  return path.startsWith("..") ? specFolder() : path;
}

function specFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@lockstep/core/package.json")), "spec");
}
