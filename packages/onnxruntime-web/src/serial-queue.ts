/** Runs asynchronous tasks one after another, in the order in which they were added. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Adds a task. Its promise settles as the task does; a task that fails does not stop those behind it. */
  add<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(task);
    // Handled here too: a failure whose promise nobody keeps must not end the process. Nor must the queue keep results.
    this.#last = result.then(ignore, ignore);
    return result;
  }
}

function ignore(): void {}
