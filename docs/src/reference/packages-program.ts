import { dirname, join } from "node:path";
import type { PackageEntry } from "lockstep-docs/package-entries";
import ts from "typescript";
import { ROOT } from "../pages/repository.ts";

/** The sources of the packages as TypeScript sees them, from their public entries on. */
export function packagesProgram(entries: readonly PackageEntry[]): ts.Program {
  const path = join(ROOT, "tsconfig.base.json");
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), { types: ["node"] });
  // Node's types are this package's own, wherever a source lies.
  const typeRoots = [join(ROOT, "docs/node_modules/@types")];
  return ts.createProgram({ rootNames: entries.map((entry) => entry.path), options: { ...options, typeRoots } });
}
