import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { publicEntries, ROOT, type PublicEntry } from "../src/public-entries.ts";
import { reachedImports } from "../src/reached-imports.ts";

/** Entries that are for an optional peer, and say so where they are documented. */
const FOR_A_PEER: Readonly<Record<string, readonly string[]>> = {
  "@lockstep/tfjs/fast-wasm": ["@tensorflow/tfjs-backend-wasm"],
};

function optionalPeers({ manifest }: PublicEntry): string[] {
  return Object.entries(manifest.peerDependenciesMeta ?? {}).flatMap(([name, { optional }]) =>
    optional === true ? name : [],
  );
}

/** What is there wherever the package was installed, by whatever package manager. */
function alwaysThere(entry: PublicEntry): string[] {
  const { manifest, specifier } = entry;
  const optional = optionalPeers(entry);
  const required = Object.keys(manifest.peerDependencies ?? {}).filter((name) => !optional.includes(name));
  return [manifest.name, ...Object.keys(manifest.dependencies ?? {}), ...required, ...(FOR_A_PEER[specifier] ?? [])];
}

/** Packages that are imported and may be missing, with the files that do. */
function strangers(imports: ReadonlyMap<string, string>, there: readonly string[]): string[] {
  return [...imports]
    .filter(([name]) => !there.includes(name) && !name.startsWith("node:"))
    .map(([name, file]) => `${relative(ROOT, file)} imports ${name}`);
}

describe.each(publicEntries())("$specifier as published", (entry) => {
  it("has declarations that need nothing but its dependencies and required peers", () => {
    const { static: imports } = reachedImports(entry.types);
    expect(strangers(imports, alwaysThere(entry))).toEqual([]);
    // The types of Node are a package of their own, which nobody is told to install.
    expect([...imports.keys()].filter((name) => name.startsWith("node:"))).toEqual([]);
  });
  it("loads with nothing but these, and imports no more than its optional peers later on", () => {
    const { static: imports, dynamic } = reachedImports(entry.module);
    expect(strangers(imports, alwaysThere(entry))).toEqual([]);
    expect(strangers(dynamic, [...alwaysThere(entry), ...optionalPeers(entry)])).toEqual([]);
  });
  it("has the effects that `sideEffects` says, and no others, so that bundlers may leave out the rest", () => {
    const { effects } = reachedImports(entry.module);
    const said = entry.manifest.sideEffects === false ? [] : entry.manifest.sideEffects;
    expect([...effects].filter((file) => !said.includes(`./${relative(entry.folder, file)}`))).toEqual([]);
  });
  it.skipIf(entry.specifier.endsWith("/node"))("runs in browsers: it imports nothing of Node", () => {
    const { static: imports } = reachedImports(entry.module);
    expect([...imports.keys()].filter((name) => name.startsWith("node:"))).toEqual([]);
  });
});
