import { wrap } from "comlink";
import type { trainWholeRun } from "./train-whole-run.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** Trains the whole run apart from the page. @returns the mean training loss of each epoch */
export async function runInWorker({ seed, rate }: TwinSettings): Promise<readonly number[]> {
  const worker = new Worker(new URL("./whole-run-worker.ts", import.meta.url), { type: "module" });
  try {
    return await Promise.race([
      wrap<{ trainWholeRun: typeof trainWholeRun }>(worker).trainWholeRun({ seed, rate }),
      failureOf(worker),
    ]);
  } finally {
    worker.terminate();
  }
}

/** A worker that does not load answers nothing. */
function failureOf(worker: Worker): Promise<never> {
  return new Promise((_resolve, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "The worker did not start.")), {
      once: true,
    });
  });
}
