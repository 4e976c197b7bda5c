/** Milliseconds between two messages. */
const INTERVAL = 100;

/** Losses of steps that follow one another. */
export interface LossRun {
  readonly firstStep: number;
  readonly losses: Float64Array;
}

/** Gathers the losses of steps, and sends them at most ten times a second. */
export class LossSender {
  readonly #send: (run: LossRun) => void;
  readonly #now: () => number;
  #losses: number[] = [];
  #firstStep: number;
  #sentAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param firstStep number of the first step that is added. */
  constructor(firstStep: number, send: (run: LossRun) => void, now: () => number) {
    this.#firstStep = firstStep;
    this.#send = send;
    this.#now = now;
  }

  add(loss: number): void {
    this.#losses.push(loss);
    const wait = this.#sentAt + INTERVAL - this.#now();
    if (wait <= 0) this.flush();
    // For the last losses before a pause in the training; steps without a pause leave no timer a turn.
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Sends what has gathered, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#losses.length === 0) return;
    const losses = Float64Array.from(this.#losses);
    this.#send({ firstStep: this.#firstStep, losses });
    this.#firstStep += losses.length;
    this.#losses = [];
    this.#sentAt = this.#now();
  }
}
