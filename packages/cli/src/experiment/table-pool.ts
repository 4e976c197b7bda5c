import { readCsv } from "@lockstep/core";
import type { DataPool } from "./data-pool.ts";

/** A table's pool, and what its labels stand for. */
export interface TablePool extends DataPool {
  /** The label of each class, by index. */
  readonly classNames: readonly string[];
}

/** The rows of a CSV table of numbers with one column of classes. @throws {DataError} as core's `readCsv` */
export function tablePool(text: string, name: string): TablePool {
  const { columns, values, labels, classes } = readCsv(text, name);
  const features = columns.length;
  return {
    name,
    features,
    classes: classes.length,
    classNames: classes,
    rows: {
      rowCount: labels.length,
      labels,
      gather(rows) {
        const copy = new Float32Array(rows.length * features);
        for (const [position, row] of rows.entries()) {
          copy.set(values.subarray(row * features, (row + 1) * features), position * features);
        }
        return copy;
      },
    },
    scaling: "standardised",
  };
}
