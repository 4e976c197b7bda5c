import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The root of the repository. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");

/** The parts of a package's manifest that those who install it meet. */
interface Manifest {
  readonly name: string;
  readonly sideEffects: false | readonly string[];
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What others can import from a package. */
export interface PublicEntry {
  /** As in `@lockstep/core/engine`. */
  readonly specifier: string;
  /** Without scope and slashes, for names of files: `core-engine`. */
  readonly slug: string;
  /** The package's folder. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The built module. */
  readonly module: string;
  /** Its declarations. */
  readonly types: string;
}

/** All entries of all packages that have a module to import. */
export function publicEntries(): PublicEntry[] {
  return globSync("packages/*/package.json", { cwd: ROOT })
    .sort()
    .flatMap((file) => entriesOf(resolve(ROOT, file, "..")));
}

function entriesOf(folder: string): PublicEntry[] {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    if (typeof target === "string") return [];
    const { types, default: module } = target;
    // What has a source alone is for this repository's other packages, and is not packed.
    if (types === undefined || module === undefined) return [];
    const specifier = join(manifest.name, path);
    return [
      {
        specifier,
        slug: specifier.replace("@lockstep/", "").replaceAll("/", "-"),
        folder,
        manifest,
        module: join(folder, module),
        types: join(folder, types),
      },
    ];
  });
}
