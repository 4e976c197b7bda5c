import type { AbortSignalLike } from "@lockstep/core";

/** Ends `fit` before its next step: once paused, or once so many steps have begun. */
export class StopSignal implements AbortSignalLike {
  /** Resolves at {@link pause}. */
  readonly paused: Promise<void>;
  readonly #resolvePaused: () => void;
  #isPaused = false;
  #stepsLeft: number;

  /** @param steps null for as many as there are. */
  constructor(steps: number | null) {
    this.#stepsLeft = steps ?? Infinity;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.paused = promise;
    this.#resolvePaused = resolve;
  }

  get aborted(): boolean {
    return this.#isPaused || this.#stepsLeft <= 0;
  }

  pause(): void {
    this.#isPaused = true;
    this.#resolvePaused();
  }

  /** To be told of every step that begins. */
  stepBegan(): void {
    this.#stepsLeft -= 1;
  }
}
