/** How far the backends of a run may train: on and on, not at all, or up to one step that is the same for all. */
export class RunPace {
  #running: boolean;
  #target = 0;
  #changed = Promise.withResolvers<void>();

  constructor(running: boolean) {
    this.#running = running;
  }

  get running(): boolean {
    return this.#running;
  }

  run(): void {
    this.#running = true;
    this.#tell();
  }

  pause(): void {
    this.#running = false;
    // What is left of earlier steps is not owed any more.
    this.#target = 0;
    this.#tell();
  }

  /** One step beyond what the foremost backend has done or is going to do; those behind come up to it. */
  step(foremost: number): void {
    this.#target = Math.max(foremost, this.#target) + 1;
    this.#tell();
  }

  /** Steps that a backend may take now: null for any number, 0 for none. */
  stepsFrom(step: number): number | null {
    return this.#running ? null : Math.max(0, this.#target - step);
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return this.#changed.promise;
  }

  #tell(): void {
    const told = this.#changed;
    this.#changed = Promise.withResolvers<void>();
    told.resolve();
  }
}
