import { gzipSync } from "node:zlib";
import type { PackedPackage } from "./packed-package.ts";

/** How large something is that is sent to others. */
export interface SizeFigures {
  readonly kind: "tarball" | "bundle";
  readonly what: string;
  /** Bytes as they are sent: a tarball, or code as servers compress it. */
  readonly packed: number;
  /** Bytes after that. */
  readonly unpacked: number;
  readonly files: number;
}

declare module "vitest" {
  interface TaskMeta {
    /** What is printed at the end of the run. */
    sizes?: readonly SizeFigures[];
  }
}

/** The figures of a tarball. */
export function tarballFigures({ name, packedBytes, unpackedBytes, files }: PackedPackage): SizeFigures {
  return { kind: "tarball", what: name, packed: packedBytes, unpacked: unpackedBytes, files: files.length };
}

/** The figures of a bundle's files of code. */
export function bundleFigures(what: string, codes: readonly string[]): SizeFigures {
  const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
  return {
    kind: "bundle",
    what,
    packed: sum(codes.map((code) => gzipSync(code, { level: 9 }).length)),
    unpacked: sum(codes.map((code) => Buffer.byteLength(code))),
    files: codes.length,
  };
}
