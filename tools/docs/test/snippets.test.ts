import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentFiles } from "../src/document-files.ts";
import { generateModules, runModule, runModules, typeErrors } from "../src/generated-modules.ts";
import { markdownSnippets } from "../src/markdown-snippets.ts";
import { ROOT } from "../src/package-entries.ts";
import { workingFolder } from "../src/working-folder.ts";

/** Blocks that cannot be run. It may only become smaller. */
const FRAGMENTS = 0;

const files = documentFiles();
const snippets = files.flatMap((file) => markdownSnippets(file, readFileSync(join(ROOT, file), "utf8")));
const whole = snippets.filter(({ fragment }) => fragment === undefined);
const generated = generateModules("snippets", whole);
const apart = generated.modules.filter((_, index) => whole[index]!.setup === undefined);
/** Those of a page with a setup, short programs that go on from the same lines: run in one process, which is faster. */
const together = Map.groupBy(
  generated.modules.filter((module) => !apart.includes(module)),
  ({ file }) => file,
);

const folders = new Map<string, string>();

afterAll(() => {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
});

/** One folder for all blocks of a document: what one writes the next may read. */
function folderOf(document: string): string {
  const folder = folders.get(document) ?? workingFolder(document);
  folders.set(document, folder);
  return folder;
}

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
  it.each(apart)("runs: $place, with $checks outputs", async ({ file, path }) => {
    const { failed, output } = await runModule(path, folderOf(file));
    expect(failed ? output : "").toBe("");
  });
  describe.each([...together])("that goes on from the setup of %s", (file, modules) => {
    let outcomes: Awaited<ReturnType<typeof runModules>>;
    beforeAll(async () => {
      const paths = modules.map(({ path }) => path);
      outcomes = await runModules(paths, folderOf(file));
    });
    it.each(modules)("runs: $place, with $checks outputs", ({ path }) => expect(outcomes.get(path)).toBe(""));
  });
});
