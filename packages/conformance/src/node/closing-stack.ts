/** Things that have to be let go of, the last one first. */
export class ClosingStack {
  readonly #closers: (() => Promise<void>)[] = [];

  /** Adds what lets go of one thing. */
  add(closer: () => Promise<void>): void {
    this.#closers.push(closer);
  }

  /** Lets go of everything, even if one of them cannot be; the first error is thrown at the end. May be called again. */
  async close(): Promise<void> {
    const outcomes: PromiseSettledResult<void>[] = [];
    for (let closer = this.#closers.pop(); closer !== undefined; closer = this.#closers.pop()) {
      outcomes.push(...(await Promise.allSettled([closer()])));
    }
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }
}
