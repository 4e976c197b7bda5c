import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PackageEntry } from "lockstep-docs/package-entries";
import { slug } from "github-slugger";
import { ReflectionKind, type DeclarationReflection } from "typedoc";
import { entryText, type EntryPages } from "./entry-text.ts";
import { codeAddresses, errorsText } from "./errors-text.ts";
import { GENERATED, pageTitle } from "./page-text.ts";
import { REFERENCE_FOLDER } from "./reference-folder.ts";
import { INDEX_FILE, type IndexedEntry, type IndexedName, type ReferenceIndex } from "./reference-index.ts";
import { roomsOf } from "./reference-rooms.ts";
import type { SourcePages } from "./source-pages.ts";

/** Writes the pages that list what an entry has, and {@link INDEX_FILE}. */
export function writeIndex(
  packages: readonly PackageEntry[],
  made: SourcePages,
  addresses: ReadonlyMap<DeclarationReflection, string>,
): void {
  const names = indexedNames(made, addresses);
  const entries = packages.map((entry): EntryPages => {
    const again = made.reexported.filter((other) => other.entry === entry).map(({ name }) => name);
    return {
      entry,
      rooms: roomsOf(made.pages.filter((page) => page.entry === entry)),
      elsewhere: again.map((name) => names.find((known) => known.name === name && isOfPackage(known, entry))!),
    };
  });
  for (const [packageName, ofPackage] of Map.groupBy(entries, ({ entry }) => entry.packageName)) {
    const text = [GENERATED, `# ${packageName}`, ...ofPackage.map((pages) => entryText(pages, addresses))].join("\n\n");
    write(`${packageName.replace("@lockstep/", "")}/index.md`, `${text}\n`);
  }
  write("index.md", overviewText(entries));
  write("errors.md", errorsText(made, addresses));
  const index: ReferenceIndex = {
    names,
    optionNames: optionNames(made),
    errorCodes: codeAddresses(made),
    entries: entries.map(indexedEntry),
  };
  writeFileSync(INDEX_FILE, JSON.stringify(index));
}

function write(path: string, text: string): void {
  const file = join(REFERENCE_FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function isOfPackage({ specifier }: IndexedName, { packageName }: PackageEntry): boolean {
  return specifier === packageName || specifier.startsWith(`${packageName}/`);
}

function indexedNames(made: SourcePages, addresses: ReadonlyMap<DeclarationReflection, string>): IndexedName[] {
  return made.pages.flatMap(({ entry, module }) =>
    (module.children ?? []).map((child) => ({
      name: child.name,
      kind: kindOf(child),
      specifier: entry.specifier,
      address: addresses.get(child)!,
    })),
  );
}

/** Of what the types on all pages have. */
function optionNames({ pages }: SourcePages): string[] {
  const declared = pages.flatMap(({ module }) => module.children ?? []).flatMap((name) => name.children ?? []);
  return [...new Set(declared.filter((child) => child.kindOf(ReflectionKind.Property)).map(({ name }) => name))].sort();
}

/** What a name is, in a word. */
function kindOf(child: DeclarationReflection): IndexedName["kind"] {
  if (child.kindOf(ReflectionKind.Function)) return "function";
  if (child.kindOf(ReflectionKind.Class)) return "class";
  return child.kindOf(ReflectionKind.Variable) ? "constant" : "type";
}

function indexedEntry({ entry, rooms }: EntryPages): IndexedEntry {
  return {
    specifier: entry.specifier,
    packageName: entry.packageName,
    rooms: rooms.map(({ name, title, pages }) => ({
      name,
      title,
      pages: pages.map((page) => ({ title: pageTitle(page), address: `/api/${page.path}` })),
    })),
  };
}

function overviewText(entries: readonly EntryPages[]): string {
  const rows = entries.map(({ entry, rooms }) => {
    const { specifier, packageName } = entry;
    const count = rooms.flatMap(({ pages }) => pages.flatMap(({ module }) => module.children ?? [])).length;
    const anchor = specifier === packageName ? "" : `#${slug(specifier)}`;
    return `| [\`${specifier}\`](${packageName.replace("@lockstep/", "")}/index.md${anchor}) | ${count} |`;
  });
  return `${GENERATED}

# Reference

Every name that the packages export, with its signature, options, errors and an example. A page tells of one idea: a
function with the options that it takes and the types that it gives.

The code of an example may use names of its package and of \`@lockstep/core\` without importing them.

| import from | names |
| :-- | --: |
${rows.join("\n")}

What can go wrong has a page of its own: [errors](errors.md).
`;
}
