import { basename, join, relative, sep } from "node:path";
import { DeclarationReflection, ReferenceReflection, ReflectionKind, type ProjectReflection } from "typedoc";
import type { PackageEntry } from "lockstep-docs/package-entries";
import { packageFolder } from "./package-folder.ts";

/** A page of the reference: what an entry exports from one source file, which is one idea. */
export interface SourcePage {
  /** Its path under the reference's folder, without an extension: `core/model/conv2d`, `core-engine/check-batch`. */
  readonly path: string;
  /** The folder of the package's sources that it lies in, `model`; empty for what lies in none, and in other entries. */
  readonly room: string;
  readonly entry: PackageEntry;
  /** The source file. */
  readonly source: string;
  readonly module: DeclarationReflection;
}

/** A name that another entry exports too, and has its page there. */
interface ReexportedName {
  readonly entry: PackageEntry;
  readonly name: string;
}

/** What the reference consists of. */
export interface SourcePages {
  readonly pages: readonly SourcePage[];
  readonly reexported: readonly ReexportedName[];
}

/**
 * Makes a module, and so a page, of every source file from which an entry exports something, in place of one page for each
 * entry, which would have hundreds of names.
 *
 * @param entries that the modules of the project are, each called by its {@link entryPath}.
 */
export function pagesBySource(project: ProjectReflection, entries: readonly PackageEntry[]): SourcePages {
  const pages = new Map<string, SourcePage>();
  const reexported: ReexportedName[] = [];
  for (const entryModule of project.children?.slice() ?? []) {
    const entry = entries.find((candidate) => entryPath(candidate) === entryModule.name)!;
    for (const child of entryModule.children?.slice() ?? []) {
      if (child instanceof ReferenceReflection) {
        reexported.push({ entry, name: child.name });
        project.removeReflection(child);
        continue;
      }
      const source = project.getSymbolIdFromReflection(child)!.fileName!;
      const room = roomOf(entry, source);
      const path = join(entryPath(entry), room, basename(source, ".ts"));
      const page = pages.get(path) ?? newPage(project, { path, room, entry, source });
      if (page.source !== source) throw new Error(`${source} and ${page.source} would have one page`);
      pages.set(path, page);
      entryModule.removeChild(child);
      child.parent = page.module;
      page.module.addChild(child);
    }
    project.removeReflection(entryModule);
  }
  return { pages: [...pages.values()], reexported };
}

/** `@lockstep/core/engine` is `core-engine`; `core/engine` is a room. */
export function entryPath({ specifier }: Pick<PackageEntry, "specifier">): string {
  return specifier.replace(/^@lockstep\//, "").replaceAll("/", "-");
}

function roomOf(entry: PackageEntry, source: string): string {
  if (entry.specifier !== entry.packageName) return "";
  const [room = "", ...rest] = relative(join(packageFolder(entry), "src"), source).split(sep);
  return rest.length === 0 ? "" : room;
}

/** Puts what one looks for first, also where an anchor goes to the first of two names that differ by case alone. */
export function sortNames({ pages }: SourcePages): void {
  for (const { module } of pages) module.children?.sort((one, other) => placeOf(one) - placeOf(other));
}

function placeOf(name: DeclarationReflection): number {
  return name.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]) ? 1 : 0;
}

function newPage(project: ProjectReflection, page: Omit<SourcePage, "module">): SourcePage {
  const module = new DeclarationReflection(page.path, ReflectionKind.Module, project);
  project.addChild(module);
  project.registerReflection(module, undefined, undefined);
  return { ...page, module };
}
