import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { documentFiles } from "../src/document-files.ts";
import { generateModules, runModule, typeErrors } from "../src/generated-modules.ts";
import { markdownSnippets } from "../src/markdown-snippets.ts";
import { ROOT } from "../src/package-entries.ts";

/** Blocks that cannot be run. It may only become smaller. */
const FRAGMENTS = 0;

const files = documentFiles();
const snippets = files.flatMap((file) => markdownSnippets(file, readFileSync(join(ROOT, file), "utf8")));
const whole = snippets.filter(({ fragment }) => fragment === undefined);
const generated = generateModules("snippets", whole);

describe("the code in Markdown", () => {
  it("is that of every package's README", () => {
    expect(files).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "packages/core/README.md"]));
    expect(snippets.length).toBeGreaterThan(6);
  });
  it("is whole, but for fragments that are known", () => {
    expect(snippets.length - whole.length).toBe(FRAGMENTS);
  });
  it("has the types that it needs", async () => {
    expect(await typeErrors(generated)).toEqual([]);
  });
  it.each(generated.modules)("runs: $place, with $checks outputs", async ({ path }) => {
    const { failed, output } = await runModule(path);
    expect(failed ? output : "").toBe("");
  });
});
