interface Waiting {
  readonly epoch: number;
  readonly release: () => void;
}

/**
 * Lets no backend begin an epoch before all that take part have done the one before, so that their curves grow together.
 * Who has left holds nobody up.
 */
export class EpochBarrier<Name> {
  /** The last epoch that each participant has done. */
  readonly #done = new Map<Name, number>();
  readonly #waiting = new Set<Waiting>();
  #open = false;

  /** @param epochs how many the participant has done already */
  join(name: Name, epochs: number): void {
    this.#done.set(name, epochs - 1);
  }

  leave(name: Name): void {
    this.#done.delete(name);
    this.#releaseReady();
  }

  /** Whether a participant that has done this epoch would have to wait. */
  holdsUp(epoch: number): boolean {
    return !this.#open && [...this.#done.values()].some((done) => done < epoch);
  }

  /** @returns once everybody has done that epoch */
  arrive(name: Name, epoch: number): Promise<void> {
    if (this.#done.has(name)) this.#done.set(name, epoch);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.add({ epoch, release: resolve });
    this.#releaseReady();
    return promise;
  }

  /** Lets everybody pass, now and until {@link close}: a run that pauses must not leave a backend in between. */
  open(): void {
    this.#open = true;
    this.#releaseReady();
  }

  close(): void {
    this.#open = false;
  }

  #releaseReady(): void {
    for (const waiting of this.#waiting) {
      if (this.holdsUp(waiting.epoch)) continue;
      this.#waiting.delete(waiting);
      waiting.release();
    }
  }
}
