/** The ways in which hosts let other tasks run; the first one there is wins. */
interface TaskHost {
  readonly setImmediate?: (task: () => void) => unknown;
  readonly scheduler?: { readonly yield?: () => Promise<void> };
  readonly MessageChannel?: new () => {
    readonly port1: { addEventListener(type: "message", listener: () => void): void; start(): void; close(): void };
    readonly port2: { postMessage(message: null): void };
  };
  readonly setTimeout: (task: () => void) => unknown;
}

/**
 * Lets timers, input and an abort in between two steps. An engine that computes synchronously would otherwise freeze
 * its page or process for a whole epoch, and a promise alone does not help: microtasks run before any of them.
 */
export function yieldToEventLoop(): Promise<void> {
  const host = globalThis as unknown as TaskHost;
  if (host.setImmediate !== undefined) return new Promise((resume) => host.setImmediate!(() => resume()));
  if (host.scheduler?.yield !== undefined) return host.scheduler.yield();
  const { MessageChannel } = host;
  // Last, for browsers hold nested timers back by 4 ms, and by a second in hidden tabs. Hosts that are no browser may have
  // nothing else: gjs, for one.
  if (MessageChannel === undefined) return new Promise((resume) => host.setTimeout(() => resume()));
  return new Promise((resume) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", () => {
      port1.close();
      resume();
    });
    port1.start();
    port2.postMessage(null);
  });
}
