/** Errors that nobody catches, kept until they are asked for: a case that leaves one has failed. */
export class StrayErrors {
  readonly #found: string[] = [];
  readonly #channel = new MessageChannel();

  constructor() {
    this.#channel.port1.start();
    addEventListener("error", (event) => this.#keep(event, event.message));
    addEventListener("unhandledrejection", (event) => this.#keep(event, messageOf(event.reason)));
  }

  /** What was left since the last call: the first of it, or undefined. */
  async take(): Promise<string | undefined> {
    await this.#nextTask();
    return this.#found.splice(0)[0];
  }

  #keep(event: Event, message: string): void {
    event.preventDefault();
    this.#found.push(message);
  }

  /** Browsers tell of a rejection that nobody handles once all microtasks have run. A timer would wait for milliseconds. */
  #nextTask(): Promise<void> {
    return new Promise((resolve) => {
      this.#channel.port1.addEventListener("message", () => resolve(), { once: true });
      this.#channel.port2.postMessage(null);
    });
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
