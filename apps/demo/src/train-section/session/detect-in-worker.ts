import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { askOnce } from "../../workers/ask-once.ts";
import type { AvailabilityWorkerApi } from "./availability-worker.ts";

/** Milliseconds that a browser may take to answer: a driver that hangs must not keep anybody from training on the processor. */
const MOST_SILENCE = 15_000;

/**
 * Asks the browser, in a worker, which backends it can train on.
 *
 * @returns nothing if that cannot be found out: a backend that is not there then says so when it is to start
 */
export async function detectInWorker(): Promise<readonly BackendAvailability[]> {
  const worker = new Worker(new URL("availability-worker.ts", import.meta.url), { type: "module" });
  const silence = new Promise<readonly BackendAvailability[]>((resolve) => {
    setTimeout(() => resolve([]), MOST_SILENCE);
  });
  const answer = askOnce<AvailabilityWorkerApi, readonly BackendAvailability[]>(worker, (api) => api.detect());
  return await Promise.race([answer.catch(() => []), silence]);
}
