import { existsSync, globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { apiReports, type ApiReport } from "../src/api-reports.ts";
import { publicEntries, ROOT } from "../src/public-entries.ts";

const reports = apiReports(publicEntries());

/** Names that a report's entry exports. */
function exportedNames({ text }: ApiReport): string[] {
  return [...text.matchAll(/^export (?:abstract )?(?:class|const|function|interface|type) (\w+)/gm)].map(
    ([, name]) => name!,
  );
}

/**
 * Types that nobody can import from any entry of the package, though a signature of this one has them. Lists that a type is
 * made of, as in `(typeof NAMES)[number]`, are none.
 */
function unreachable({ entry, text, forgotten }: ApiReport): string[] {
  const siblings = reports.filter((report) => report.entry.folder === entry.folder);
  const exported = new Set(siblings.flatMap(exportedNames));
  return forgotten.filter((name) => !exported.has(name) && !text.includes(`typeof ${name}`));
}

describe("the public surface", () => {
  it.each(reports)("of $entry.specifier is the one that was reviewed", ({ file, text }) => {
    const reviewed = existsSync(file) ? readFileSync(file, "utf8") : "";
    expect(text, "The surface changed. If that is meant, run `npx -y pnpm@12 api` and commit what it writes.").toBe(
      reviewed,
    );
  });
  it.each(reports)("of $entry.specifier names no type that cannot be imported", (report) => {
    expect(unreachable(report)).toEqual([]);
  });
  it("has no report of an entry that is gone", () => {
    const written = reports.map(({ file }) => relative(ROOT, file));
    expect(globSync("api/*.md", { cwd: ROOT }).sort()).toEqual(written.sort());
  });
});
