import { proxy } from "comlink";
import type { AppliedMask, TrainingListener, TrainingOutcome, TrainingTask } from "../training/training-worker-api.ts";
import type { BackendBoard } from "./backend-board.ts";
import { describeFailure, isLoss } from "./describe-failure.ts";
import type { EpochBarrier } from "./epoch-barrier.ts";
import type { RunPace } from "./run-pace.ts";
import { WorkerLostError, type ConnectWorker, type WorkerConnection } from "./worker-connection.ts";

/** Losses without a finished epoch between them after which a backend is given up. */
const MOST_LOSSES = 3;

/** Milliseconds before a worker is tried again that could not load after a loss. */
const RETRY_AFTER = 1000;

/** Test rows that are kept to be looked at. */
const MOST_MISTAKES = 24;

/** What the backends of a run share. */
export interface SharedRun {
  readonly connect: ConnectWorker;
  readonly barrier: EpochBarrier<string>;
  readonly pace: RunPace;
  /** Resolves once the run is stored, or will not be: checkpoints of a run that is not are let go. */
  readonly stored: Promise<unknown>;
  /** Whether a warning is not one that another backend has given already: they all train with the same settings. */
  readonly isNews: (warning: string) => boolean;
  /** Called with what a worker has loaded, as soon as one has. */
  readonly prepared: (sizes: { readonly parameterCount: number; readonly batchesPerEpoch: number }) => void;
}

/** Takes one backend through a run: loads it, trains, holds still, starts it again when it was lost, and tests it. */
export class BackendDriver {
  readonly board: BackendBoard;
  readonly #task: Omit<TrainingTask, "lockName">;
  readonly #shared: SharedRun;
  readonly #stop = Promise.withResolvers<never>();
  #connection: WorkerConnection | null = null;
  #training = false;
  #stopped = false;
  /** Whether the worker has loaded. */
  #ready = false;
  /** Epochs that were done when the worker was ready. */
  #epochsBefore = 0;
  /** Whatever else is asked of the worker, to be awaited before it trains. */
  #asked: Promise<unknown> = Promise.resolve();

  constructor(board: BackendBoard, task: Omit<TrainingTask, "lockName">, shared: SharedRun) {
    this.board = board;
    this.#task = task;
    this.#shared = shared;
    this.#stop.promise.catch(() => undefined);
    shared.barrier.join(task.backend, 0);
  }

  /** Resolves when the backend is done, has failed or was stopped. */
  async run(): Promise<void> {
    const { board } = this;
    let losses = 0;
    let lost: string | null = null;
    while (!this.#stopped) {
      this.#epochsBefore = board.epochs;
      try {
        await this.#sitting(lost);
        return;
      } catch (error) {
        this.#disconnect();
        if (this.#stopped) break;
        losses = board.epochs > this.#epochsBefore ? 1 : losses + 1;
        const failure = describeFailure(error);
        // A browser that has just lost its GPU may have none to give for a moment.
        const tooEarly = !isLoss(error) && lost !== null && !this.#ready;
        if (!(isLoss(error) || tooEarly) || losses === MOST_LOSSES) {
          if (isLoss(error)) board.addNotice(`It was given up after ${MOST_LOSSES} losses without an epoch between.`);
          if (tooEarly) board.addNotice(lost!);
          board.addNotice(failure);
          board.set({ status: "failed" });
          return;
        }
        if (!tooEarly) lost = `${failure} That was at step ${board.now.step}.`;
        board.set({ status: "recovering" });
        if (tooEarly) await this.#rest();
      }
    }
    if (board.now.outcome !== null) return;
    board.addNotice("It was stopped before it was done.");
    board.set({ status: "failed" });
  }

  /** Ends training before its next step; the pace then decides how it goes on. */
  pause(): void {
    // A worker that dies of it is noticed where it is waited for.
    if (this.#training) this.#connection?.api.pause().catch(() => undefined);
  }

  /** Ends the worker. */
  stop(): void {
    this.#stopped = true;
    this.#stop.reject(new WorkerLostError("stopped"));
    this.#disconnect();
  }

  /** Null while it trains, or if there is no worker. */
  async appliedMask(site: number, step: number, rows: number): Promise<AppliedMask | null> {
    const connection = this.#connection;
    if (connection === null || this.#training || this.board.now.version === null) return null;
    const mask = this.#asked.then(() => this.#race(connection, connection.api.appliedMask(site, step, rows)));
    this.#asked = mask.catch(() => undefined);
    try {
      return await mask;
    } catch (error) {
      if (isLoss(error)) return null;
      throw error;
    }
  }

  /** One worker's life, from loading to the test. */
  async #sitting(lost: string | null): Promise<void> {
    const { board } = this;
    // A lock of its own for each worker: a new one must not wait for the one before.
    const task: TrainingTask = { ...this.#task, lockName: `lockstep-worker-${crypto.randomUUID()}` };
    this.#ready = false;
    const connection = this.#connect(task);
    const prepared = await this.#race(connection, connection.api.prepare(task));
    this.#shared.prepared(prepared);
    board.prepared(prepared);
    this.#epochsBefore = board.epochs;
    this.#ready = true;
    if (lost !== null) board.addNotice(`${lost} ${resumption(board)}`);
    await this.#race(connection, this.#shared.stored);
    const outcome = await this.#trainToTheEnd(connection);
    this.#shared.barrier.leave(this.#task.backend);
    board.set({ outcome, status: "done" });
    await this.#test(connection);
  }

  /** Lets the browser come to itself, unless the run is stopped. */
  async #rest(): Promise<void> {
    const over = new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    await Promise.race([over, this.#stop.promise.catch(() => undefined)]);
  }

  async #trainToTheEnd(connection: WorkerConnection): Promise<TrainingOutcome> {
    const { backend } = this.#task;
    this.#shared.barrier.join(backend, this.board.epochs);
    for (;;) {
      const steps = await this.#permission(connection);
      const outcome = await this.#train(connection, steps);
      this.board.ended(outcome);
      if (outcome.stopReason !== "aborted") return outcome;
    }
  }

  /** Waits while the run is paused, or something else is asked of the worker. */
  async #permission(connection: WorkerConnection): Promise<number | null> {
    const { pace } = this.#shared;
    for (;;) {
      // Before the pace is read: the run may be paused again meanwhile.
      await this.#silence();
      const steps = pace.stepsFrom(this.board.now.step);
      if (steps !== 0) return steps;
      this.board.set({ status: "paused" });
      await this.#race(connection, pace.changed());
    }
  }

  /** Waits until nothing else is asked of the worker. */
  async #silence(): Promise<void> {
    for (let asked: Promise<unknown> | null = null; asked !== this.#asked;) {
      asked = this.#asked;
      await asked;
    }
  }

  async #train(connection: WorkerConnection, steps: number | null): Promise<TrainingOutcome> {
    this.#training = true;
    this.board.set({ status: "training" });
    try {
      return await this.#race(connection, connection.api.train(proxy(this.#listener(connection)), steps));
    } finally {
      this.#training = false;
    }
  }

  #listener(connection: WorkerConnection): TrainingListener {
    const { board } = this;
    const { barrier } = this.#shared;
    return {
      onEvent: (event) => {
        // The last words of a worker that was given up are computed again.
        if (connection !== this.#connection) return;
        if (event.type !== "warning" || this.#shared.isNews(event.message)) board.heard(event);
      },
      epochDone: async (epoch) => {
        if (connection !== this.#connection) return;
        const passed = barrier.arrive(this.#task.backend, epoch);
        if (!barrier.holdsUp(epoch)) return await passed;
        board.set({ status: "waiting" });
        await passed;
        if (connection === this.#connection && board.now.status === "waiting") board.set({ status: "training" });
      },
    };
  }

  async #test(connection: WorkerConnection): Promise<void> {
    const test = this.#race(connection, connection.api.test(MOST_MISTAKES));
    this.#asked = test.catch(() => undefined);
    try {
      this.board.set({ test: await test });
    } catch (error) {
      if (isLoss(error)) throw error;
      this.board.addNotice(`The test rows could not be measured. ${describeFailure(error)}`);
    }
  }

  #connect(task: TrainingTask): WorkerConnection {
    const connection = this.#shared.connect(task);
    connection.lost.catch(() => undefined);
    this.#connection = connection;
    return connection;
  }

  #disconnect(): void {
    this.#connection?.terminate();
    this.#connection = null;
    this.#training = false;
    this.#shared.barrier.leave(this.#task.backend);
  }

  /** What a worker answers, unless it dies or is stopped before: then it never would. */
  #race<Answer>(connection: WorkerConnection, answer: Promise<Answer>): Promise<Answer> {
    return Promise.race([answer, connection.lost, this.#stop.promise]);
  }
}

function resumption({ now, epochs }: BackendBoard): string {
  if (now.step === 0) return "No checkpoint was stored yet: it begins again.";
  const where = epochs === 0 ? "before the first epoch was done" : `of epoch ${epochs}`;
  return `It goes on from the checkpoint ${where} (step ${now.step}): at most the steps since then are computed again.`;
}
