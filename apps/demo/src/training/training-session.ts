import { InvalidOptionError } from "@lockstep/core";
import { loadTask, preparedTask, type LoadedTask, type SessionParts } from "./load-task.ts";
import { StopSignal } from "./stop-signal.ts";
import { testModel } from "./test-model.ts";
import { trainTask } from "./train-task.ts";
import type {
  AppliedMask,
  PreparedTask,
  TestResult,
  TrainingListener,
  TrainingOutcome,
  TrainingTask,
  TrainingWorkerApi,
} from "./training-worker-api.ts";

/** One backend's part of a run: what a training worker does, apart from being a worker. */
export class TrainingSession implements TrainingWorkerApi {
  readonly #parts: SessionParts;
  #loaded: LoadedTask | undefined;
  /** Of the training that is under way. */
  #stop: StopSignal | undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  async prepare(task: TrainingTask): Promise<PreparedTask> {
    await this.#parts.holdLock(task.lockName);
    this.#loaded = await loadTask(task, this.#parts);
    return preparedTask(this.#loaded);
  }

  async train(listener: TrainingListener, steps: number | null): Promise<TrainingOutcome> {
    const loaded = this.#requireIdle("train");
    this.#stop = new StopSignal(steps);
    try {
      return await trainTask(loaded, listener, this.#stop, () => this.#parts.now());
    } finally {
      this.#stop = undefined;
    }
  }

  pause(): void {
    this.#stop?.pause();
  }

  async test(mostMistakes: number): Promise<TestResult> {
    const { engine, data } = this.#requireIdle("test");
    return testModel(engine, data.test, mostMistakes);
  }

  async appliedMask(site: number, step: number, rows: number): Promise<AppliedMask> {
    return this.#requireIdle("appliedMask").masks.read(site, step, rows);
  }

  dispose(): void {
    this.#loaded?.masks.dispose();
    this.#loaded?.engine.dispose();
    this.#loaded?.backend.dispose();
    this.#loaded = undefined;
  }

  #requireIdle(method: string): LoadedTask {
    if (this.#loaded === undefined || this.#stop !== undefined) {
      throw new InvalidOptionError({
        subject: method,
        rule: this.#loaded === undefined ? "must come after prepare" : "must wait until train has ended",
      });
    }
    return this.#loaded;
  }
}
