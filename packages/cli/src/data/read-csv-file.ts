import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { DataPool } from "../experiment/data-pool.ts";
import { tablePool } from "../experiment/table-pool.ts";

/** Reads a CSV file of numbers with one column of classes. @throws {DataError} as core's `readCsv` */
export function readCsvFile(path: string): DataPool {
  return tablePool(readFileSync(path, "utf8"), basename(path));
}
