import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "./manifest.ts";

/** A package that is published. */
export interface PublicPackage {
  readonly name: string;
  /** Its folder as the repository names it: `packages/core`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * The packages below `packages` that are not private, in the order of their folders.
 *
 * @param root folder of the repository, or of a copy of its manifests.
 */
export function publicPackages(root: string): readonly PublicPackage[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((name) => ({ folder: `packages/${name}`, manifest: readManifest(join(root, "packages", name)) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ folder, manifest }) => ({ name: manifest.name, folder, manifest }));
}

/** The `package.json` of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
