import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { docExamples, missingImports, type DocExample } from "../src/doc-examples.ts";
import { generateModules, runModules, typeErrors } from "../src/generated-modules.ts";
import { packageEntries, type PackageEntry } from "../src/package-entries.ts";
import { exportedNames, publicExports } from "../src/public-exports.ts";

/** A package's examples, with what they go without. */
function examplesOf(
  entries: readonly PackageEntry[],
  scopeNames: readonly string[],
): (DocExample & { imports: string })[] {
  const examples = new Map<string, DocExample & { imports: string }>();
  for (const entry of entries) {
    const scope = { specifier: scopeOf(entry.packageName), names: scopeNames };
    for (const example of publicExports(entry.path).flatMap(docExamples)) {
      const place = `${example.file}:${example.line}`;
      if (examples.has(place)) continue;
      const imports = missingImports(example.code, entry, scope);
      examples.set(place, { ...example, imports });
    }
  }
  return [...examples.values()];
}

/** What a package's examples take for granted: an engine, some data. */
function scopeOf(packageName: string): string {
  return resolve(import.meta.dirname, `../src/scope/${basename(packageName)}.ts`);
}

/** Begins an example whose types are checked, but which needs what a test of the documentation has not. */
const NOT_RUN = "// Not run here: ";

function isRun({ code }: { readonly code?: string }): boolean {
  return code?.startsWith(NOT_RUN) !== true;
}

const packageNames = new Set(packageEntries().map(({ packageName }) => packageName));

describe.each([...packageNames])("the examples in docstrings of %s", async (packageName) => {
  const entries = packageEntries().filter((entry) => entry.packageName === packageName);
  const path = scopeOf(packageName);
  const scopeNames = existsSync(path) ? exportedNames(path) : [];
  const examples = examplesOf(entries, scopeNames);
  const generated = generateModules(`examples/${basename(dirname(packageName))}-${basename(packageName)}`, examples);
  const run = generated.modules.filter((_, index) => isRun(examples[index]!));
  const folder = mkdtempSync(join(tmpdir(), "lockstep-docs-"));
  const paths = run.map((module) => module.path);
  const failures = await runModules(paths, folder).finally(() => rmSync(folder, { recursive: true, force: true }));

  it("have the types that they need", async () => {
    expect(await typeErrors(generated)).toEqual([]);
  });
  it.each(generated.modules.map((module, index) => ({ ...module, ...examples[index] })).filter(isRun))(
    "run: $name ($place), with $checks outputs",
    ({ path: file }) => {
      expect(failures.get(file)).toBe("");
    },
  );
});
