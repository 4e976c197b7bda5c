import type { LabelledRows } from "../experiment/data-pool.ts";
import type { ImageSetName } from "./data-source.ts";
import type { ModelData, ModelRows } from "./model-rows.ts";
import { readImageSet } from "./read-image-set.ts";

/** An image set's rows: pixels divided by 255, its training images to train on, its test images to test on. */
export function imageSetRows(name: ImageSetName, folder: string): ModelData {
  const { features, rows, testRows } = readImageSet(name, folder);
  return { name, rows: modelRows(name, features, rows), test: modelRows(`${name}, test`, features, testRows!) };
}

function modelRows(name: string, features: number, source: LabelledRows): ModelRows {
  const { rowCount, labels } = source;
  return {
    name,
    rowCount,
    rowShape: [features],
    bytes: false,
    targets: { kind: "numbers", values: { type: "i32", shape: [rowCount], data: labels } },
    targetsName: `${name} labels`,
    gather: (rows) => source.gather(rows),
  };
}
