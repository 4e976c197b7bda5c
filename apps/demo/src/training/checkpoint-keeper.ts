import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from "@lockstep/core";
import type { RunStore } from "../storage/run-store.ts";
import type { TrainingTask } from "./training-worker-api.ts";

/** Keeps a run's last checkpoint: here, and in the browser's storage as long as that works. */
export class CheckpointKeeper {
  readonly #task: Pick<TrainingTask, "runId" | "backend">;
  #store: RunStore | undefined;
  #last: Checkpoint | undefined;
  #warning: string | undefined;

  private constructor(task: Pick<TrainingTask, "runId" | "backend">) {
    this.#task = task;
  }

  /** With the checkpoint that is stored, if any. @throws {CheckpointMismatchError} if it is another version's. */
  static async open(
    task: Pick<TrainingTask, "runId" | "backend">,
    openStore: () => Promise<RunStore>,
  ): Promise<CheckpointKeeper> {
    const keeper = new CheckpointKeeper(task);
    const bytes = await keeper.#tryStore(async () => {
      keeper.#store = await openStore();
      return keeper.#store.checkpoint(task.runId, task.backend);
    });
    if (bytes !== undefined && bytes !== null) keeper.#last = decodeCheckpoint(bytes);
    return keeper;
  }

  get last(): Checkpoint | undefined {
    return this.#last;
  }

  async keep(checkpoint: Checkpoint): Promise<void> {
    this.#last = checkpoint;
    const { runId, backend } = this.#task;
    await this.#tryStore(() => this.#store?.putCheckpoint(runId, backend, encodeCheckpoint(checkpoint)));
  }

  /** Why nothing is stored any more, the first time that it is asked for; undefined if all is well. */
  takeWarning(): string | undefined {
    const warning = this.#warning;
    this.#warning = undefined;
    return warning;
  }

  /** A run without storage is better than none: the first failure is the last attempt. */
  async #tryStore<Value>(work: () => Promise<Value> | undefined): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#store = undefined;
      const reason = error instanceof Error ? error.message : String(error);
      this.#warning = `Training goes on, but closing or reloading the page would lose the run. ${reason}`;
      return undefined;
    }
  }
}
