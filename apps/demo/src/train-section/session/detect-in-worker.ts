import { wrap } from "comlink";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
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
  const nothing = new Promise<readonly BackendAvailability[]>((resolve) => {
    worker.addEventListener("error", () => resolve([]));
    setTimeout(() => resolve([]), MOST_SILENCE);
  });
  try {
    return await Promise.race([wrap<AvailabilityWorkerApi>(worker).detect(), nothing]);
  } catch {
    return [];
  } finally {
    worker.terminate();
  }
}
