import { DataError } from "@lockstep/core";
import type { ModelRows, RowTargets } from "lockstep/train";

/** Decoded images with their classes. */
export interface ImageSet {
  readonly name: string;
  readonly classes: readonly string[];
  /** Bytes of each image, in the model's layout. */
  readonly images: readonly Uint8Array[];
  /** Class of each image. */
  readonly labels: readonly number[];
  readonly rowShape: readonly number[];
}

/**
 * Images as rows to train on. Folders that are called 0, 1, 2, ... are class indices; others are classes in their order.
 *
 * @param outputs numbers of a row of the model's output: its classes, or 1 for yes and no.
 * @throws {DataError} if there are more or fewer named classes than the model tells apart.
 */
export function imageModelRows({ name, classes, images, labels, rowShape }: ImageSet, outputs: number): ModelRows {
  const told = outputs === 1 ? 2 : outputs;
  const numbered = classes.every((label) => /^\d+$/u.test(label));
  if (!numbered && classes.length !== told) {
    throw new DataError({
      subject: name,
      rule: `must have ${told} subfolders, one for each class that the model tells apart`,
      received: classes,
      remedy:
        "Name the folders 0, 1, 2 and so on, in the order of the model's outputs, if some of its classes have no images.",
    });
  }
  const size = images[0]!.length;
  return {
    name,
    rowCount: images.length,
    rowShape,
    bytes: true,
    targets: numbered ? numberedTargets(classes, labels) : { kind: "names", labels: Int32Array.from(labels), classes },
    targetsName: name,
    gather(rows) {
      const values = new Float32Array(rows.length * size);
      for (const [position, row] of rows.entries()) values.set(images[row]!, position * size);
      return values;
    },
  };
}

function numberedTargets(classes: readonly string[], labels: readonly number[]): RowTargets {
  const data = Int32Array.from(labels, (label) => Number(classes[label]));
  return { kind: "numbers", values: { type: "i32", shape: [labels.length], data } };
}
