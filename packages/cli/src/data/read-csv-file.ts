import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readCsv } from "@lockstep/core";
import type { DataPool } from "./data-pool.ts";

/** Reads a CSV file of numbers with one column of classes. @throws {DataError} as core's `readCsv` */
export function readCsvFile(path: string): DataPool {
  const name = basename(path);
  const { columns, values, labels, classes } = readCsv(readFileSync(path, "utf8"), name);
  const features = columns.length;
  return {
    name,
    features,
    classes: classes.length,
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
