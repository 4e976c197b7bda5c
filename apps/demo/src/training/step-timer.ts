/**
 * Times the steps of an epoch from the first that begins to the last loss that is read: a backend may take a step's work and
 * do it later, so that single steps tell nothing.
 */
export class StepTimer {
  readonly #now: () => number;
  #beganAt: number | undefined;
  #readAt = NaN;
  #steps = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  stepBegins(): void {
    this.#beganAt ??= this.#now();
  }

  lossRead(): void {
    this.#readAt = this.#now();
    this.#steps += 1;
  }

  /** Mean milliseconds of a step since the last call, NaN if there was none. */
  take(): number {
    const milliseconds = (this.#readAt - (this.#beganAt ?? NaN)) / this.#steps;
    this.#beganAt = undefined;
    this.#steps = 0;
    return milliseconds;
  }
}
