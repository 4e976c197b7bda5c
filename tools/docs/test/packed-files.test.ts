import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../src/package-entries.ts";

/** The files that a package's tarball would hold. */
function packedFiles(folder: string): string[] {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: join(ROOT, folder) });
  const [packed] = JSON.parse(output.toString()) as { files: { path: string }[] }[];
  return packed!.files.map(({ path }) => path);
}

/** What every tarball has, and what some have besides code. */
const ALWAYS = ["README.md", "LICENSE"];
const CONTENTS: Readonly<Record<string, string | string[]>> = {
  "packages/core": "spec/*.md",
  "packages/conformance": ["vectors/*.json", "template/_*", "template/*.md", "template/{src,test}/*.ts"],
};

describe("a packed package", () => {
  it.each(globSync("packages/*", { cwd: ROOT }))("of %s has its documents", (folder) => {
    const contents = globSync(CONTENTS[folder] ?? [], { cwd: join(ROOT, folder) });
    expect(contents.length > 0).toBe(folder in CONTENTS);
    expect(packedFiles(folder)).toEqual(expect.arrayContaining([...ALWAYS, ...contents]));
  });
});
