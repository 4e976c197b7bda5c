import { DataError } from "@lockstep/core";
import { classFolders } from "../data/class-folders.ts";
import { imageLayout } from "../data/image-layout.ts";
import { rowPixels } from "../data/image-row.ts";
import type { DataSource } from "./data-source.ts";
import { imageDecoder } from "./decode-image.ts";
import { imageModelRows } from "./image-model-rows.ts";
import type { ImageSample, ImagesView } from "./onnx-worker-api.ts";

const MOST_SAMPLES = 24;

/** A folder of images that was decoded. */
export interface OpenedImages {
  readonly view: ImagesView;
  readonly source: DataSource;
}

/**
 * Decodes a folder of images into a model's rows. Those that cannot be decoded are named and left out.
 *
 * @param inputShape of one row of the model.
 * @throws {DataError} if the model takes no images, or the folder has no classes, or no image can be decoded.
 */
export async function openImages(
  files: readonly { readonly path: string; readonly item: File }[],
  inputShape: readonly number[],
  onProgress: (done: number, all: number) => void,
): Promise<OpenedImages> {
  const layout = imageLayout(inputShape);
  if (layout === null) {
    throw new DataError({
      subject: "The model",
      rule: "takes no images: its input would be [1 or 3, height, width] or [height, width, 1 or 3]",
      received: inputShape,
      remedy: "Drop a CSV file with a row for each example instead.",
    });
  }
  const folder = classFolders(files.map(({ path, item }) => ({ path, item: { path, file: item } })));
  const decode = imageDecoder(layout);
  const decoded: { readonly row: Uint8Array; readonly label: number; readonly path: string }[] = [];
  const undecoded: string[] = [];
  let told = performance.now();
  for (const [done, { item, label }] of folder.files.entries()) {
    const row = await decode(item.file).catch(() => null);
    if (row === null) undecoded.push(item.path);
    else decoded.push({ row, label, path: item.path });
    if (performance.now() - told < 100) continue;
    told = performance.now();
    onProgress(done + 1, folder.files.length);
  }
  if (decoded.length === 0) {
    throw new DataError({
      subject: folder.name,
      rule: "has no image that this browser can decode",
      received: undecoded.slice(0, 5),
      remedy: "Save the images as PNG or JPEG.",
    });
  }
  const samples: ImageSample[] = [];
  const perClass = Math.max(1, Math.min(4, Math.floor(MOST_SAMPLES / folder.classes.length)));
  for (const { row, label, path } of decoded) {
    if (samples.length >= MOST_SAMPLES || samples.filter((sample) => sample.label === label).length >= perClass)
      continue;
    samples.push({ path, label, width: layout.width, height: layout.height, pixels: rowPixels(row, layout) });
  }
  const set = {
    name: folder.name,
    classes: folder.classes,
    images: decoded.map(({ row }) => row),
    labels: decoded.map(({ label }) => label),
    rowShape: inputShape,
  };
  return {
    view: {
      name: folder.name,
      madeInto: `${layout.width} × ${layout.height} pixels, ${layout.channels === 1 ? "grey" : "red, green and blue"}`,
      classes: folder.classes.map((name, index) => ({
        name,
        count: decoded.filter(({ label }) => label === index).length,
      })),
      samples: samples.toSorted((a, b) => a.label - b.label),
      undecoded,
      others: folder.others,
    },
    source: { load: (_loss, _label, outputs) => ({ name: folder.name, rows: imageModelRows(set, outputs) }) },
  };
}
