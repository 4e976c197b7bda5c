import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Has signals end this process only after something was let go of, with the exit code that shells know: 128 and the
 * signal's number. A second signal does not wait.
 *
 * @param close lets go of everything.
 * @returns what leaves the signals alone again.
 */
export function endOnSignals(close: () => Promise<void>): () => void {
  let ending = false;
  const end = (signal: NodeJS.Signals): void => {
    const exit = (): never => process.exit(128 + constants.signals[signal]);
    if (ending) exit();
    ending = true;
    // What cannot be let go of is no reason to go on.
    close().then(exit, exit);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
