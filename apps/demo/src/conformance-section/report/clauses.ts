import { specClauses, type MatrixClause } from "@lockstep/conformance";

const TEXTS: Readonly<Record<string, string>> = import.meta.glob("../../../../../packages/core/spec/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The clauses of the specifications that core ships, file by file. */
export const CLAUSES: readonly MatrixClause[] = Object.entries(TEXTS)
  .map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text] as const)
  .filter(([file]) => file !== "README.md")
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([file, text]) => specClauses(file, text));
