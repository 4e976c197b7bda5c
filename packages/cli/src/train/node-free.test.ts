import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

/** Sources that an entry of this package imports, types aside, with what they import from elsewhere. */
function graphOf(entry: URL): { readonly files: readonly URL[]; readonly packages: ReadonlySet<string> } {
  const files = new Map([[entry.href, entry]]);
  const packages = new Set<string>();
  for (const file of files.values()) {
    const source = readFileSync(file, "utf8");
    expect(source, `${file.href} imports in an expression`).not.toMatch(/\bimport\(/u);
    for (const match of source.matchAll(/^(?:import|export)\s(?!type\b)(?:[^;"]*?from\s)?"(?<specifier>[^"]+)"/gmu)) {
      const specifier = match.groups!["specifier"]!;
      if (!specifier.startsWith(".")) packages.add(specifier);
      else files.set(new URL(specifier, file).href, new URL(specifier, file));
    }
  }
  return { files: [...files.values()], packages };
}

it("lets a page have everything between files and engine: nothing of Node is imported", () => {
  const { files, packages } = graphOf(new URL("./index.ts", import.meta.url));
  expect(files.length).toBeGreaterThan(25);
  expect([...packages].toSorted()).toEqual([
    "@lockstep/core",
    "@lockstep/core/engine",
    "@lockstep/onnx",
    "@lockstep/onnxruntime-web",
  ]);
  const globals = files.filter((file) => /\b(process|Buffer|require)\s*[.(]/u.test(readFileSync(file, "utf8")));
  expect(globals.map((file) => fileURLToPath(file))).toEqual([]);
});
