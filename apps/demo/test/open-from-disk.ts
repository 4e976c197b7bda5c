import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeMnist } from "../build/write-mnist.ts";
import type { OpenImageFile } from "../src/data/load-image-pool.ts";

/** Where the page's image files lie before they are built into it. */
export function imageFolder(name: "mnist" | "fashion-mnist"): string {
  return name === "mnist" ? writeMnist() : join(import.meta.dirname, "../data/fashion-mnist");
}

/** Opens the page's image files without a page. */
export const openFromDisk: OpenImageFile = (name, file) =>
  Promise.resolve(new Uint8Array(readFileSync(join(imageFolder(name), `${file}.gz`))));
