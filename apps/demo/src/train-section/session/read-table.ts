import { wrap } from "comlink";
import type { CsvFile } from "../../data/experiment-data.ts";
import type { TableFacts, TableWorkerApi } from "./table-worker.ts";

/** Reads a table in a worker of its own. @throws {Error} that says what is wrong with it, and what to do */
export async function readTable(csv: CsvFile): Promise<TableFacts> {
  const worker = new Worker(new URL("table-worker.ts", import.meta.url), { type: "module" });
  const failed = new Promise<never>((_resolve, reject) => {
    const failure = `${csv.name} could not be read: the page's code for it did not load. Load the page again.`;
    worker.addEventListener("error", () => reject(new Error(failure)));
  });
  try {
    return await Promise.race([wrap<TableWorkerApi>(worker).read(csv), failed]);
  } finally {
    worker.terminate();
  }
}
