import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSpec, unknownClauses, type VectorIndex } from "./spec/check-spec.ts";
import { parseSpec } from "./spec/parse-spec.ts";
import { readSpecs, ROOT, SPEC } from "./spec/read-specs.ts";

const VECTORS = join(ROOT, "packages/conformance/vectors");

const readme = readFileSync(join(SPEC, "README.md"), "utf8");
const specs = readSpecs();
const vectors = Object.fromEntries(
  globSync("*.json", { cwd: VECTORS, exclude: ["*.schema.json"] }).map((file) => [basename(file, ".json"), read(file)]),
);

function read(file: string): VectorIndex {
  const { clauses, cases } = JSON.parse(readFileSync(join(VECTORS, file), "utf8")) as {
    clauses: Record<string, string>;
    cases: { id: string }[];
  };
  return { clauses, ids: cases.map(({ id }) => id) };
}

describe("the specifications", () => {
  it("agree with the vectors and the tests that prove them", () => {
    const faults = checkSpec({ specs, vectors, exists: (path) => existsSync(join(ROOT, path)) });
    expect(faults).toEqual([]);
  });
  it("have no two cases of one id", () => {
    const ids = Object.values(vectors).flatMap((file) => file.ids);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
  it("are all in their README", () => {
    const lines = Object.keys(specs)
      .sort()
      .map((file) => {
        const { clauses } = parseSpec(file, specs[file]!);
        return `- [${/^# (.+)/.exec(specs[file]!)?.[1]}](${file}): ${clauses[0]?.id} to ${clauses.length}`;
      });
    expect(readme.split("\n").filter((line) => line.startsWith("- ["))).toEqual(lines);
  });
  it("promise what the architecture promises, in the same words", () => {
    const promises = (text: string): string[] =>
      Array.from(text.matchAll(/^\| (E\d) +\| ([^|]+?) +\|/gm), ([, name, words]) => `${name} ${words}`);
    expect(promises(readme)).toEqual(promises(readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8")));
    expect(promises(readme)).toHaveLength(4);
  });
  it("have every clause that anything mentions", () => {
    const files = globSync(
      ["*.md", "packages/*/*.md", "packages/*/{src,test,spec}/**/*.{ts,md}", "tools/**/*.{py,md,ts}"],
      {
        cwd: ROOT,
        exclude: ["**/node_modules/**", "packages/conformance/test/spec/*"],
      },
    );
    const unknown = files.flatMap((file) =>
      unknownClauses(readFileSync(join(ROOT, file), "utf8"), specs).map((id) => `${file}: ${id}`),
    );
    expect(files.length).toBeGreaterThan(300);
    expect(unknown).toEqual([]);
  });
});
