import type { BackendEvent } from "./training-events.ts";
import type { TrainingListener } from "./training-worker-api.ts";

/** Sends events to the page, which answers each once it has dealt with it. */
export class EventSender {
  readonly #listener: TrainingListener;
  #last: unknown;

  constructor(listener: TrainingListener) {
    this.#listener = listener;
  }

  send(event: BackendEvent): void {
    this.#last = this.#listener.onEvent(event);
  }

  /** Once the page has dealt with the last event, and so with all: the end of a call may otherwise overtake them. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
