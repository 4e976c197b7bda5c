import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What npm writes down of everything that it has installed. */
interface InstalledPackages {
  readonly packages?: Readonly<Record<string, { readonly resolved?: string }>>;
}

const OWN_FOLDER = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The folder of the tarballs from which npm has installed this command line; undefined if it came from elsewhere.
 *
 * @param own the folder of its package.
 */
export function tarballFolder(own: string = OWN_FOLDER): string | undefined {
  const modules = dirname(own);
  const record = join(modules, ".package-lock.json");
  if (!existsSync(record)) return undefined;
  const { packages } = JSON.parse(readFileSync(record, "utf8")) as InstalledPackages;
  const source = /^file:(.*\.tgz)$/.exec(packages?.["node_modules/lockstep"]?.resolved ?? "")?.[1];
  return source === undefined ? undefined : dirname(resolve(modules, "..", source));
}
