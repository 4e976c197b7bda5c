/** What is used of `navigator.locks`. */
export type Locks = Pick<LockManager, "query" | "request">;

/** Milliseconds between two looks whether the lock is taken. */
const INTERVAL = 100;

/** Milliseconds after which whoever was to take the lock is believed dead. */
const MOST_SILENCE = 60_000;

/**
 * Waits until somebody else, who is about to take a lock, has taken it and let go of it, as happens however they die.
 *
 * @param signal ends the watch
 * @returns what is known of the end, in words, which may be nothing; null if the watch was ended
 */
export async function watchLock(
  name: string,
  signal: AbortSignal,
  locks: Locks = navigator.locks,
): Promise<string | null> {
  const silentUntil = performance.now() + MOST_SILENCE;
  while (!(await isHeld(name, locks))) {
    if (signal.aborted) return null;
    if (performance.now() > silentUntil) return `it did not answer within ${MOST_SILENCE / 1000} seconds`;
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
  try {
    // Granted when the holder is gone: at once, without asking again and again.
    await locks.request(name, { signal }, () => undefined);
    return "";
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Whether somebody holds a lock now. */
export async function isHeld(name: string, locks: Locks = navigator.locks): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some((lock) => lock.name === name);
}
