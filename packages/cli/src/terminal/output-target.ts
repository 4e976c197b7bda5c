import { lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** What a path to write to comes to once links are followed. */
export type OutputTarget =
  /** A regular file, there already or to be. */
  | { readonly kind: "file"; readonly path: string }
  /** A pipe or device: only what is there can be written to. */
  | { readonly kind: "stream"; readonly path: string }
  /** A regular file that this process has open, as `/dev/stdout` may be. */
  | { readonly kind: "descriptor"; readonly descriptor: number }
  | { readonly kind: "folder" };

const DESCRIPTOR_PATH = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/;

/**
 * Follows links, also one to a file that is still to be created.
 *
 * @throws {Error} the file system's own, if a folder on the way is missing or links run in circles.
 */
export function outputTarget(path: string): OutputTarget {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    const link = lstatSync(path, { throwIfNoEntry: false });
    if (link?.isSymbolicLink() === true) return outputTarget(resolve(dirname(path), readlinkSync(path)));
    return { kind: "file", path: join(realpathSync(dirname(resolve(path))), basename(path)) };
  }
  if (stats.isDirectory()) return { kind: "folder" };
  if (!stats.isFile()) return { kind: "stream", path };
  const descriptor = descriptorOf(path);
  return descriptor === null ? { kind: "file", path: realpathSync(path) } : { kind: "descriptor", descriptor };
}

/** Of a path that names an open file by its number. */
function descriptorOf(path: string): number | null {
  if (path === "/dev/stdout") return 1;
  if (path === "/dev/stderr") return 2;
  const digits = DESCRIPTOR_PATH.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}
