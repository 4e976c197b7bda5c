import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { askOnce } from "../../workers/ask-once.ts";
import type { AvailabilityWorkerApi } from "./availability-worker.ts";

/** Asks the browser, in a worker, which backends it can train on; none is known of if the worker fails. */
export async function detectInWorker(): Promise<readonly BackendAvailability[]> {
  const worker = new Worker(new URL("availability-worker.ts", import.meta.url), { type: "module" });
  try {
    return await askOnce<AvailabilityWorkerApi, readonly BackendAvailability[]>(worker, (api) => api.detect());
  } catch {
    // Whoever trains on a backend that is missing is told so by its own worker.
    return [];
  }
}
