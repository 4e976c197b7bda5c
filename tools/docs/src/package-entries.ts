import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the repository. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");

/** What `import ... from` a package of this repository leads to. */
export interface PackageEntry {
  /** As in `@lockstep/core/engine`. */
  readonly specifier: string;
  /** The name of the package alone. */
  readonly packageName: string;
  /** The source file. */
  readonly path: string;
}

const CONDITION = "@lockstep/source";

let entries: readonly PackageEntry[] | undefined;

/** The public entries of every package, read once from the `exports` of its package.json. */
export function packageEntries(): readonly PackageEntry[] {
  return (entries ??= readEntries());
}

function readEntries(): PackageEntry[] {
  return readdirSync(join(ROOT, "packages"), { withFileTypes: true })
    .filter((folder) => folder.isDirectory())
    .flatMap((folder) => entriesOf(join(ROOT, "packages", folder.name)));
}

function entriesOf(folder: string): PackageEntry[] {
  const { name, exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  };
  return Object.entries(exports).flatMap(([path, target]) => {
    if (typeof target === "string") return [];
    const { [CONDITION]: source, ...published } = target;
    // What has a source alone is for this repository's other packages: nobody who installs the package can import it.
    if (source === undefined || Object.keys(published).length === 0) return [];
    return [{ specifier: join(name, path), packageName: name, path: join(folder, source) }];
  });
}
