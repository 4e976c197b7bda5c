import { DataError, readIdx } from "@lockstep/core";
import type { DataPool, LabelledRows } from "./data-pool.ts";

/** The four files of an image set, by the names that MNIST gave them. */
export const IMAGE_FILES = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
] as const;

/** One of {@link IMAGE_FILES}. */
export type ImageFile = (typeof IMAGE_FILES)[number];

const CLASSES = 10;
const WHITE = 255;

/**
 * The rows of an image set: grey images in ten classes, pixels divided by 255, and the test images that it sets apart.
 *
 * @param files the bytes of its IDX files, uncompressed.
 * @throws {DataError} naming the file that is broken or does not fit the others.
 */
export function imagePool(name: string, files: Readonly<Record<ImageFile, Uint8Array>>): DataPool {
  const rows = labelledImages(files, "train-images-idx3-ubyte", "train-labels-idx1-ubyte");
  const testRows = labelledImages(files, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");
  if (rows.features !== testRows.features) {
    throw new DataError({
      subject: "t10k-images-idx3-ubyte",
      rule: `must have ${rows.features} pixels an image, as the training images have`,
      received: testRows.features,
    });
  }
  return { name, features: rows.features, classes: CLASSES, rows, testRows, scaling: "unit" };
}

function labelledImages(
  files: Readonly<Record<ImageFile, Uint8Array>>,
  imageFile: ImageFile,
  labelFile: ImageFile,
): LabelledRows & { readonly features: number } {
  const images = readIdx(files[imageFile], imageFile);
  const labels = readIdx(files[labelFile], labelFile);
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
