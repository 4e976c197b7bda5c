import { wrap, type Remote } from "comlink";
import type { Outcome } from "../failure.ts";
import type { OnnxWorkerApi } from "./onnx-worker-api.ts";

const LOST = {
  ok: false,
  failure: {
    sentence: "The worker that computes ended before it answered.",
    remedy: "Close other tabs if memory is short, and try again.",
    option: null,
    code: "WORKER_LOST",
  },
} as const;

/** A worker of this section, from its start to its end. */
export class WorkerConnection {
  readonly #worker: Worker;
  readonly #api: Remote<OnnxWorkerApi>;
  readonly #lost: Promise<typeof LOST>;

  private constructor(worker: Worker, api: Remote<OnnxWorkerApi>, lost: Promise<typeof LOST>) {
    this.#worker = worker;
    this.#api = api;
    this.#lost = lost;
  }

  /** Starts a worker. */
  static async open(): Promise<WorkerConnection> {
    const worker = new Worker(new URL("./onnx-worker.ts", import.meta.url), { type: "module" });
    const api = wrap<OnnxWorkerApi>(worker);
    const failed = new Promise<typeof LOST>((resolve) => worker.addEventListener("error", () => resolve(LOST)));
    const lockName = `lockstep-onnx-${crypto.randomUUID()}`;
    await Promise.race([api.hold(lockName), failed]);
    // The page gets the lock as soon as the worker is no more.
    const ended = navigator.locks.request(lockName, () => LOST);
    return new WorkerConnection(worker, api, Promise.race([failed, ended]));
  }

  /** What the worker answers; a failure with the code WORKER_LOST if it ends before. */
  async call<Value>(work: (api: Remote<OnnxWorkerApi>) => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    return await Promise.race([work(this.#api), this.#lost]);
  }

  /** For what has no outcome. */
  get api(): Remote<OnnxWorkerApi> {
    return this.#api;
  }

  close(): void {
    this.#worker.terminate();
  }
}
