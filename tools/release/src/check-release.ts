import { resolve } from "node:path";
import { releaseProblems } from "./release-problems.ts";
import { writeMetadata } from "./write-metadata.ts";

// `pnpm release:check`: whether the repository is in a state that may be published. With `--write`, the manifests of the
// packages first take from the root manifest what all have in common.

const root = resolve(import.meta.dirname, "../../..");
if (process.argv.includes("--write")) writeMetadata(root);
const problems = releaseProblems(root, process.env);
for (const problem of problems) process.stderr.write(`- ${problem}\n`);
process.stderr.write(problems.length === 0 ? "Ready to be published.\n" : "Not ready to be published.\n");
process.exitCode = problems.length === 0 ? 0 : 1;
