import { DataError } from "@lockstep/core";
import { IMAGE_FILES, imagePool, type DataPool, type ImageFile } from "lockstep/experiment";
import type { ImageDataName } from "./data-facts.ts";
import { decompress } from "./decompress.ts";

/** Gives the bytes of one file of an image set, compressed or not. */
export type OpenImageFile = (name: ImageDataName, file: ImageFile) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * The rows of an image set of the page.
 *
 * @param open @default fetches the page's own file
 * @throws {DataError} naming the file that is missing or broken.
 */
export async function loadImagePool(name: ImageDataName, open: OpenImageFile = fetchImageFile): Promise<DataPool> {
  const files = await Promise.all(
    IMAGE_FILES.map(async (file) => [file, await decompress(await open(name, file), file)] as const),
  );
  return imagePool(name, Object.fromEntries(files) as Record<ImageFile, Uint8Array>);
}

async function fetchImageFile(name: ImageDataName, file: ImageFile): Promise<Uint8Array<ArrayBuffer>> {
  // Imported when it is needed: the addresses are Vite's, and what needs no images runs without it.
  const { IMAGE_URLS } = await import("./image-urls.ts");
  try {
    const response = await fetch(IMAGE_URLS[name][file]);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new DataError(
      {
        subject: `${name}, ${file}`,
        rule: "could not be loaded",
        remedy: "Check the connection and load the page again, or choose two moons, which need no file.",
        cause,
      },
      "MISSING_DATA",
    );
  }
}
