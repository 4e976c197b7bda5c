import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError } from "@lockstep/core";
import type { DataPool } from "../experiment/data-pool.ts";
import { IMAGE_FILES, imagePool, type ImageFile } from "../experiment/image-pool.ts";
import type { ImageSetName } from "./data-source.ts";

/**
 * Reads the four IDX files of an image set from a folder, each plain or with `.gz`. Pixels are divided by 255.
 *
 * @throws {DataError} naming the file that is missing, truncated or does not fit the others.
 */
export function readImageSet(name: ImageSetName, folder: string): DataPool {
  const files = Object.fromEntries(IMAGE_FILES.map((file) => [file, readFile(folder, file)]));
  return imagePool(name, files as Record<ImageFile, Uint8Array>);
}

function readFile(folder: string, file: ImageFile): Uint8Array {
  const plain = join(folder, file);
  const compressed = `${plain}.gz`;
  if (existsSync(plain)) return readFileSync(plain);
  if (existsSync(compressed)) return decompress(compressed);
  throw new DataError(
    {
      subject: file,
      rule: "was not found, neither plain nor with .gz",
      received: folder,
      remedy: "Check --data-dir: it must hold train- and t10k-, images and labels.",
    },
    "MISSING_DATA",
  );
}

function decompress(path: string): Uint8Array {
  try {
    return gunzipSync(readFileSync(path));
  } catch (cause) {
    throw new DataError({
      subject: path,
      rule: "must be a complete gzip file",
      remedy: "The file is damaged or truncated; fetch it again.",
      cause,
    });
  }
}
