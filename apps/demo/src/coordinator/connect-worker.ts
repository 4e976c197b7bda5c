import { wrap } from "comlink";
import type { TrainingWorkerApi } from "../training/training-worker-api.ts";
import { watchLock } from "./watch-lock.ts";
import { WorkerLostError, type ConnectWorker } from "./worker-connection.ts";

/** Starts a training worker in the browser. It is lost when it lets go of its lock, or reports an error that nobody caught. */
export const connectWorker: ConnectWorker = ({ backend, lockName }) => {
  const worker = new Worker(new URL("../training/training-worker.ts", import.meta.url), {
    type: "module",
    name: backend,
  });
  const watch = new AbortController();
  const lost = Promise.withResolvers<never>();
  const lose = (reason: string): void => lost.reject(new WorkerLostError(reason));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    // A script that cannot be fetched is an event without a message.
    lose(event.message ?? "its code could not be loaded, reload the page");
  });
  watchLock(lockName, watch.signal).then(
    (reason) => reason !== null && lose(reason),
    (error: unknown) => lose(String(error)),
  );
  return {
    api: wrap<TrainingWorkerApi>(worker),
    lost: lost.promise,
    terminate() {
      watch.abort();
      worker.terminate();
    },
  };
};
