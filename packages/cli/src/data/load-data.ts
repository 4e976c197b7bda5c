import type { DataPool } from "../experiment/data-pool.ts";
import type { DataSource } from "./data-source.ts";
import { readCsvFile } from "./read-csv-file.ts";
import { readImageSet } from "./read-image-set.ts";

/** Reads a data source. @throws {DataError} if a file is missing or broken */
export function loadData(source: DataSource): DataPool {
  switch (source.kind) {
    case "idx":
      return readImageSet(source.name, source.folder);
    case "csv":
      return readCsvFile(source.path);
  }
}
