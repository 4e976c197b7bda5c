import { parseSync } from "oxc-parser";
import type { PackedPackage } from "./packed-package.ts";

const PACKAGE = /^(@[^/]+\/[^/]+|[^/.][^/]*)/;

/**
 * The packages that code of a package and its types import, by name, each with one file that does; modules of Node are
 * left out. A dynamic import counts where its argument is a text.
 */
export function importsOf({ files, read }: PackedPackage): ReadonlyMap<string, string> {
  const imports = new Map<string, string>();
  for (const file of files) {
    if (!/^dist\/.*\.(js|d\.ts)$/.test(file) || file.startsWith("dist/vectors/")) continue;
    for (const specifier of specifiersIn(file, read(file))) {
      const [name] = specifier.startsWith("node:") ? [] : (PACKAGE.exec(specifier) ?? []);
      if (name !== undefined && !imports.has(name)) imports.set(name, file);
    }
  }
  return imports;
}

/**
 * What a file imports and exports from elsewhere, as it is written there. A dynamic import counts where its argument is a
 * text.
 */
export function specifiersIn(file: string, code: string): readonly string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, code).module;
  const dynamic = dynamicImports.map(({ moduleRequest: { start, end } }) => code.slice(start, end));
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...dynamic.flatMap((text) => /^["'](.*)["']$/.exec(text)?.[1] ?? []),
  ];
}
