import type { LabelledRows } from "../../experiment/data-pool.ts";

const SIDE = 28;
const WHITE = 255;

/** The first images of an image set as a table: the class in a column `label`, then the pixels, 0 to 255. */
export function exampleRows(images: LabelledRows, count: number): string {
  const pixels = Array.from({ length: SIDE * SIDE }, (_, index) => `y${Math.floor(index / SIDE)}x${index % SIDE}`);
  const rows = Array.from({ length: count }, (_, row) => {
    const values = Array.from(images.gather([row]), (value) => Math.round(value * WHITE));
    return [images.labels[row], ...values].join();
  });
  return `${[["label", ...pixels].join(), ...rows].join("\n")}\n`;
}
