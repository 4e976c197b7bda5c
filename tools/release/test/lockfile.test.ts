import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./workspace-copy.ts";

const INTEGRITY = /^ {4}resolution: \{integrity: sha512-[\w+/]{86}==\}$/;

/** The packages of a lockfile that come from anywhere but a registry, or without a digest of their tarball. */
function unproven(lockfile: string): readonly string[] {
  const [, packages = ""] = /^packages:\n(.*?)^snapshots:$/ms.exec(lockfile) ?? [];
  const entries = packages
    .trim()
    .split(/\n\n */)
    .map((entry) => entry.split("\n"));
  if (entries.length < 100) throw new Error("This is no lockfile of pnpm's that is known here.");
  return entries.filter(([, resolution = ""]) => !INTEGRITY.test(resolution)).map(([name = ""]) => name);
}

const lockfile = readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8");

it("the lockfile has registry tarballs with their digests, and nothing else", () => {
  expect(unproven(lockfile)).toEqual([]);
});

it.each([
  ["an address", "{integrity: $1, tarball: https://elsewhere.example/a.tgz}"],
  ["a repository", "{commit: 0123456789abcdef, repo: https://elsewhere.example/a.git, type: git}"],
  ["a weaker digest", "{integrity: sha1-abcdefg=}"],
  ["a folder", "{directory: ../a, type: directory}"],
])("%s instead is found", (_what, resolution) => {
  const changed = lockfile.replace(/(?<=resolution: )\{integrity: (sha512-[^}]*)\}/, resolution);
  expect(unproven(changed)).toHaveLength(1);
});
