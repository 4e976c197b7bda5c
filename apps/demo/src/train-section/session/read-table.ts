import type { CsvFile } from "../../data/experiment-data.ts";
import { askOnce } from "../../workers/ask-once.ts";
import type { TableFacts, TableWorkerApi } from "./table-worker.ts";

/** Reads a table in a worker of its own. @throws {Error} that says what is wrong with it, and what to do */
export function readTable(csv: CsvFile): Promise<TableFacts> {
  const worker = new Worker(new URL("table-worker.ts", import.meta.url), { type: "module" });
  return askOnce<TableWorkerApi, TableFacts>(worker, (api) => api.read(csv));
}
