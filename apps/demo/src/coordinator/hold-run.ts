import { isHeld, type Locks } from "./watch-lock.ts";

/** Takes a run's lock for this tab: as long as it is held, no other tab offers to go on with the run. @returns what lets go */
export function holdRun(runId: string, locks: Locks = navigator.locks): () => void {
  const over = Promise.withResolvers<void>();
  void locks.request(lockOf(runId), () => over.promise);
  return over.resolve;
}

/** Whether a tab is at work on a run. */
export function isRunHeld(runId: string, locks?: Locks): Promise<boolean> {
  return isHeld(lockOf(runId), locks);
}

function lockOf(runId: string): string {
  return `lockstep-run-${runId}`;
}
