/** What is needed of `gjs`. */
export interface CollectingRuntime {
  /** In milliseconds. */
  readonly now: () => number;
  /** Collects all garbage at once. */
  readonly collect: () => void;
}

/** How long code may have run since the last collection, in milliseconds, before a wait begins with another. */
const INTERVAL = 20;

/**
 * Makes timers of `gjs` dependable. SpiderMonkey collects garbage in slices, as code runs; between two slices of a sweep gjs
 * drops whatever a timer would call ("Attempting to call back into JSAPI during the sweeping phase of GC"). Code that waits
 * for a timer runs nothing in the meantime, so the sweep never ends, and the timer never fires. Hence garbage is collected
 * whole before a wait, if code has run for a while since it last was.
 *
 * @param scope holds `setTimeout`.
 */
export function collectBeforeWaiting(scope: object, { now, collect }: CollectingRuntime): void {
  const { setTimeout } = scope as { readonly setTimeout: (...given: unknown[]) => unknown };
  let collectedAt = now();
  Object.assign(scope, {
    setTimeout(...given: unknown[]): unknown {
      if (now() - collectedAt >= INTERVAL) {
        collect();
        collectedAt = now();
      }
      return setTimeout(...given);
    },
  });
}
