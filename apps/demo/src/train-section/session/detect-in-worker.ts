import { wrap } from "comlink";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
import type { AvailabilityWorkerApi } from "./availability-worker.ts";

/** Asks the browser, in a worker, which backends it can train on. */
export async function detectInWorker(): Promise<readonly BackendAvailability[]> {
  const worker = new Worker(new URL("availability-worker.ts", import.meta.url), { type: "module" });
  try {
    return await wrap<AvailabilityWorkerApi>(worker).detect();
  } finally {
    worker.terminate();
  }
}
