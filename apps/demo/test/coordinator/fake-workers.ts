import type { EpochRecord } from "@lockstep/core";
import { expose, wrap } from "comlink";
import type { BackendName } from "../../src/backends/backend-name.ts";
import type {
  PreparedTask,
  TrainingListener,
  TrainingOutcome,
  TrainingTask,
  TrainingWorkerApi,
} from "../../src/training/training-worker-api.ts";
import { WorkerLostError, type ConnectWorker } from "../../src/coordinator/worker-connection.ts";

/** How long the fake's run is. */
export const STEPS_PER_EPOCH = 4;
export const EPOCHS = 5;

/** The loss of a step, the same on every backend. */
export const lossAt = (step: number): number => 1 / (step + 1);

/** What a test does to a backend's workers, by the number of the worker, the first being 0. */
export interface Trouble {
  /** Called before each step; it may throw, or kill. */
  readonly beforeStep?: (step: number, worker: FakeWorker) => void | Promise<void>;
  readonly beforePrepare?: (worker: FakeWorker) => void | Promise<void>;
  readonly beforeTest?: (worker: FakeWorker) => void | Promise<void>;
  readonly beforeMask?: () => void | Promise<void>;
  readonly lossAt?: (step: number) => number;
  /** Whether it applies other masks than it should. */
  readonly otherMasks?: boolean;
}

interface StoredState {
  readonly step: number;
  readonly history: readonly EpochRecord[];
}

/** Workers over comlink and real message ports, that compute nothing and can be killed. */
export class FakeWorkers {
  /** Every worker so far, in the order of their start. */
  readonly workers: FakeWorker[] = [];
  readonly checkpoints = new Map<BackendName, StoredState>();
  readonly trouble: Partial<Record<BackendName, Trouble>>;

  constructor(trouble: Partial<Record<BackendName, Trouble>> = {}) {
    this.trouble = trouble;
  }

  of(backend: BackendName): readonly FakeWorker[] {
    return this.workers.filter((worker) => worker.task.backend === backend);
  }

  readonly connect: ConnectWorker = (task) => {
    const { port1, port2 } = new MessageChannel();
    const lost = Promise.withResolvers<never>();
    const worker = new FakeWorker(task, this, (reason) => {
      port2.close();
      lost.reject(new WorkerLostError(reason));
    });
    this.workers.push(worker);
    expose(worker, port2);
    return {
      api: wrap<TrainingWorkerApi>(port1),
      lost: lost.promise,
      terminate: () => {
        worker.dead = true;
        port1.close();
        port2.close();
      },
    };
  };
}

export class FakeWorker implements TrainingWorkerApi {
  readonly task: TrainingTask;
  readonly index: number;
  dead = false;
  trained = 0;
  readonly #fakes: FakeWorkers;
  readonly #die: (reason: string) => void;
  #paused = false;
  #state: StoredState = { step: 0, history: [] };

  constructor(task: TrainingTask, fakes: FakeWorkers, die: (reason: string) => void) {
    this.task = task;
    this.#fakes = fakes;
    this.#die = die;
    this.index = fakes.of(task.backend).length;
  }

  get step(): number {
    return this.#state.step;
  }

  /** As if the browser had killed it. */
  die(): void {
    this.dead = true;
    this.#die("killed");
  }

  async prepare(): Promise<PreparedTask> {
    await this.#trouble.beforePrepare?.(this);
    if (this.dead) return await new Promise(() => undefined);
    const stored = this.#fakes.checkpoints.get(this.task.backend) ?? null;
    if (stored !== null) this.#state = stored;
    return {
      version: "fake 1",
      parameterCount: 7,
      batchesPerEpoch: STEPS_PER_EPOCH,
      stored: stored === null ? null : { ...stored, earlyStopping: null },
    };
  }

  async train(listener: TrainingListener, steps: number | null): Promise<TrainingOutcome> {
    this.#paused = false;
    const end = steps === null ? Infinity : this.#state.step + steps;
    while (this.#state.history.length < EPOCHS) {
      // A fake has no long tasks: whatever was posted meanwhile is heard first.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (this.#paused || this.#state.step >= end) {
        this.#fakes.checkpoints.set(this.task.backend, this.#state);
        return this.#outcome("aborted");
      }
      const { step } = this.#state;
      await this.#trouble.beforeStep?.(step, this);
      if (this.dead) return await new Promise(() => undefined);
      this.trained += 1;
      const epoch = this.#state.history.length;
      listener.onEvent({
        type: "steps",
        firstStep: step,
        losses: Float64Array.of((this.#trouble.lossAt ?? lossAt)(step)),
        epoch,
      });
      this.#state = { step: step + 1, history: this.#state.history };
      if ((step + 1) % STEPS_PER_EPOCH === 0) await this.#endEpoch(listener, epoch);
    }
    return this.#outcome("epochs");
  }

  pause(): void {
    this.#paused = true;
  }

  async test() {
    await this.#trouble.beforeTest?.(this);
    return { rowCount: 10, loss: 0.5, errors: 1, mistakes: [] };
  }

  async appliedMask(site: number, step: number, rows: number) {
    await this.#trouble.beforeMask?.();
    return {
      rows,
      units: 2,
      kept: new Uint8Array(rows * 2).fill((site + step + Number(this.#trouble.otherMasks ?? false)) % 2),
    };
  }

  dispose(): void {
    this.dead = true;
  }

  get #trouble(): Trouble {
    return this.#fakes.trouble[this.task.backend] ?? {};
  }

  async #endEpoch(listener: TrainingListener, epoch: number): Promise<void> {
    const record: EpochRecord = {
      epoch,
      trainingLoss: lossAt(epoch),
      validationLoss: lossAt(epoch),
      elapsedSeconds: 0,
    };
    this.#state = { step: this.#state.step, history: [...this.#state.history, record] };
    this.#fakes.checkpoints.set(this.task.backend, this.#state);
    listener.onEvent({ type: "epoch", record, earlyStopping: null, millisecondsPerStep: 1, boundary: null });
    await listener.epochDone(epoch);
  }

  #outcome(stopReason: TrainingOutcome["stopReason"]): TrainingOutcome {
    const { step, history } = this.#state;
    return { stopReason, step, history, earlyStopping: null, bestEpoch: null };
  }
}
