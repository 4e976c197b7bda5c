/** The ways in which hosts let other tasks run; the first one there is wins. */
interface TaskHost {
  readonly setImmediate?: (task: () => void) => unknown;
  readonly scheduler?: { readonly yield?: () => Promise<void> };
  readonly setTimeout: (task: () => void, milliseconds: number) => unknown;
}

/**
 * Lets timers, input and an abort in between two steps. An engine that computes synchronously would otherwise freeze
 * its page or process for a whole epoch, and a promise alone does not help: microtasks run before any of them.
 */
export function yieldToEventLoop(): Promise<void> {
  const host = globalThis as unknown as TaskHost;
  if (host.setImmediate !== undefined) return new Promise((resume) => host.setImmediate!(() => resume()));
  if (host.scheduler?.yield !== undefined) return host.scheduler.yield();
  return new Promise((resume) => host.setTimeout(resume, 0));
}
