/** Runs an action soon after it was requested, but never twice within an interval. */
export class Throttle {
  readonly #action: () => void;
  readonly #milliseconds: number;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #last = -Infinity;

  constructor(action: () => void, milliseconds: number) {
    this.#action = action;
    this.#milliseconds = milliseconds;
  }

  request(): void {
    // Not at once even after a long silence: what changes together is shown together.
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#last + this.#milliseconds - performance.now()));
  }

  /** Runs the action now. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = performance.now();
    this.#action();
  }
}
