import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { specClauses, type MatrixClause } from "@lockstep/conformance";

/** The clauses of the specifications that core ships, file by file. */
export function readSpecClauses(): readonly MatrixClause[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("@lockstep/core/package.json")), "spec");
  const files = readdirSync(folder).filter((file) => file.endsWith(".md") && file !== "README.md");
  return files.sort().flatMap((file) => specClauses(file, readFileSync(join(folder, file), "utf8")));
}
