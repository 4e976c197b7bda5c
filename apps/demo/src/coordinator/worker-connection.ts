import type { Remote } from "comlink";
import type { TrainingTask, TrainingWorkerApi } from "../training/training-worker-api.ts";

/** A worker as its coordinator holds it. */
export interface WorkerConnection {
  readonly api: Remote<TrainingWorkerApi>;
  /** Rejects with a {@link WorkerLostError} once the worker is dead, whatever killed it; never resolves. */
  readonly lost: Promise<never>;
  /** Ends the worker; that is no loss. */
  terminate(): void;
}

/** Starts a worker for a task; it is told the task by `prepare` alone. */
export type ConnectWorker = (task: TrainingTask) => WorkerConnection;

/** A worker ended that nobody had asked to end. */
export class WorkerLostError extends Error {
  override readonly name = "WorkerLostError";
}
