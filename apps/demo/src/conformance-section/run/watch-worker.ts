import type { ConformanceEvent, ConformanceTask } from "../worker/conformance-messages.ts";
import { startConformanceWorker } from "./start-conformance-worker.ts";

/** Milliseconds between two looks at a worker, and how many of them in a row it may be silent: no case takes a minute. */
const LOOK_EVERY = 5_000;
const MOST_SILENT = 12;

/** What a watched worker is heard of. */
export interface WorkerListener {
  onEvent(event: ConformanceEvent): void;
  /** The worker has ended without being done. @param why a sentence */
  onDeath(why: string): void;
}

/**
 * Starts a worker on a task and learns of its end however it comes: by its lock, which is free once the worker is gone, by its
 * error, or by its silence.
 *
 * @returns what ends the worker; nothing is heard of it then.
 */
export function watchWorker(task: ConformanceTask, listener: WorkerListener): () => void {
  const worker = startConformanceWorker({ type: "run", task });
  const watching = new AbortController();
  const { signal } = watching;
  let running = "";
  let silent = 0;
  const looks = setInterval(() => {
    silent++;
    if (running !== "" && silent >= MOST_SILENT) die(`The case “${running}” did not end within a minute.`);
  }, LOOK_EVERY);
  const end = (): void => {
    clearInterval(looks);
    watching.abort();
    worker.terminate();
  };
  const die = (why: string): void => {
    if (signal.aborted) return;
    end();
    listener.onDeath(why);
  };
  const awaitLock = (): void => {
    // Pages that are not secure do not have the property.
    const { locks } = navigator as Partial<Pick<Navigator, "locks">>;
    locks
      ?.request(task.lockName, { signal }, () =>
        die(`The worker is gone: the browser ended it${running === "" ? "" : ` during the case “${running}”`}.`),
      )
      .catch(() => {
        // Aborted: nobody waits any more.
      });
  };
  worker.addEventListener("message", ({ data }: MessageEvent<ConformanceEvent>) => {
    if (signal.aborted) return;
    silent = 0;
    if (data.type === "alive") return awaitLock();
    if (data.type === "case") running = data.name;
    if (data.type === "done" || data.type === "failed") end();
    listener.onEvent(data);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    die(`The worker failed: ${event.message || "its code could not be loaded, reload the page"}.`);
  });
  return end;
}
