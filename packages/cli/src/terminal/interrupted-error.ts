/** What can end the command from outside: Ctrl-C, a request to end, or a reader of its output that has gone. */
export type Interruption = "SIGINT" | "SIGTERM" | "SIGPIPE";

/** The command was ended from outside. */
export class InterruptedError extends Error {
  readonly signal: Interruption;

  /** @param message what was left. @default that nothing was */
  constructor(signal: Interruption, message = "Interrupted; no file was written.") {
    super(message);
    this.name = "InterruptedError";
    this.signal = signal;
  }
}
