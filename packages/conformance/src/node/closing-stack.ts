/** Things that have to be let go of, the last one first. */
export class ClosingStack {
  readonly #closers: (() => Promise<void> | void)[] = [];

  /** Adds what lets go of one thing. */
  add(closer: () => Promise<void> | void): void {
    this.#closers.push(closer);
  }

  /** Lets go of everything, even if one of them cannot be; the first error is thrown at the end. May be called again. */
  async close(): Promise<void> {
    const outcomes: PromiseSettledResult<void>[] = [];
    for (let closer = this.#closers.pop(); closer !== undefined; closer = this.#closers.pop()) {
      outcomes.push(...(await Promise.allSettled([call(closer)])));
    }
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  }
}

/** An error of a closer that waits for nothing is one of a promise too. */
async function call(closer: () => Promise<void> | void): Promise<void> {
  await closer();
}
