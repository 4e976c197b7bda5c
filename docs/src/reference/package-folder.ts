import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PackageEntry } from "lockstep-docs/package-entries";

/** The folder of an entry's package. */
export function packageFolder({ path }: Pick<PackageEntry, "path">): string {
  let folder = dirname(path);
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}
