import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError, readIdx, type IdxFile } from "@lockstep/core";
import type { DataPool, LabelledRows } from "./data-pool.ts";
import type { ImageSetName } from "./data-source.ts";

const CLASSES = 10;
const WHITE = 255;

/**
 * Reads the four IDX files of an image set from a folder, each plain or with `.gz`. Pixels are divided by 255.
 *
 * @throws {DataError} naming the file that is missing, truncated or does not fit the others.
 */
export function readImageSet(name: ImageSetName, folder: string): DataPool {
  const rows = readLabelledImages(folder, "train");
  const testRows = readLabelledImages(folder, "t10k");
  if (rows.features !== testRows.features) {
    throw new DataError({
      subject: "t10k-images-idx3-ubyte",
      rule: `must have ${rows.features} pixels an image, as the training images have`,
      received: testRows.features,
    });
  }
  return { name, features: rows.features, classes: CLASSES, rows, testRows, scaling: "unit" };
}

function readLabelledImages(folder: string, part: "train" | "t10k"): LabelledRows & { readonly features: number } {
  const imageFile = `${part}-images-idx3-ubyte`;
  const labelFile = `${part}-labels-idx1-ubyte`;
  const images = readFile(folder, imageFile);
  const labels = readFile(folder, labelFile);
  const rowCount = images.shape[0]!;
  if (images.shape.length !== 3 || images.data.length === 0) {
    throw new DataError({
      subject: imageFile,
      rule: "must hold images, [rows, height, width]",
      received: images.shape,
    });
  }
  if (labels.shape.length !== 1 || labels.data.length !== rowCount) {
    throw new DataError({ subject: labelFile, rule: `must hold ${rowCount} labels`, received: labels.shape });
  }
  const wrong = labels.data.findIndex((label) => label >= CLASSES);
  if (wrong >= 0) {
    throw new DataError({
      subject: `${labelFile}, row ${wrong}`,
      rule: `must be a class in [0, ${CLASSES - 1}]`,
      received: labels.data[wrong],
      remedy: "Fetch the file again; the ten classes are numbered from 0.",
    });
  }
  const features = images.data.length / rowCount;
  return {
    rowCount,
    features,
    labels: Int32Array.from(labels.data),
    gather(rows) {
      const values = new Float32Array(rows.length * features);
      for (const [position, row] of rows.entries()) {
        const pixels = images.data.subarray(row * features, (row + 1) * features);
        for (const [pixel, value] of pixels.entries()) values[position * features + pixel] = value / WHITE;
      }
      return values;
    },
  };
}

function readFile(folder: string, file: string): IdxFile {
  const plain = join(folder, file);
  const compressed = `${plain}.gz`;
  if (existsSync(plain)) return readIdx(readFileSync(plain), file);
  if (existsSync(compressed)) return readIdx(decompress(compressed), `${file}.gz`);
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
