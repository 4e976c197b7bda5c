import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "./manifest.ts";
import { readManifest } from "./public-packages.ts";

/** A package as it lies in its tarball. */
export interface PackedPackage {
  readonly manifest: Manifest;
  /** Paths of its files, sorted, with slashes. */
  readonly files: readonly string[];
  /** Bytes of the tarball, and of its files. */
  readonly size: { readonly packed: number; readonly unpacked: number };
  readonly read: (file: string) => string;
}

/**
 * Unpacks a tarball of npm's kind.
 *
 * @param tarball path of a `.tgz` file.
 * @param scratch folder in which a new one is made for what is unpacked.
 */
export function unpackPackage(tarball: string, scratch: string): PackedPackage {
  const folder = mkdtempSync(join(scratch, "unpacked-"));
  execFileSync("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1"]);
  const files = globSync("**", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return {
    manifest: readManifest(folder),
    files: files.map((file) => file.slice(folder.length + 1).replaceAll("\\", "/")).sort(),
    size: {
      packed: statSync(tarball).size,
      unpacked: files.reduce((sum, file) => sum + statSync(file).size, 0),
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
  };
}
