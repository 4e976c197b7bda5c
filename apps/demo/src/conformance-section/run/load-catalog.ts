import type { CatalogSuite } from "../selection/suite-catalog.ts";
import type { ConformanceEvent } from "../worker/conformance-messages.ts";
import { startConformanceWorker } from "./start-conformance-worker.ts";

/** The kit's suites, from a worker, since they come with the kit's vectors. */
export function loadCatalog(): Promise<readonly CatalogSuite[]> {
  const worker = startConformanceWorker({ type: "catalog" });
  const catalog = new Promise<readonly CatalogSuite[]>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ConformanceEvent>) => {
      if (data.type === "catalog") resolve(data.suites);
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      reject(new Error(event.message || "The conformance kit could not be loaded."));
    });
  });
  return catalog.finally(() => worker.terminate());
}
