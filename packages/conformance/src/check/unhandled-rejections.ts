type Listener = (reason: unknown) => void;

/** What Node's `process` has of events. */
interface NodeProcess {
  listeners(event: "unhandledRejection"): readonly Listener[];
  on(event: "unhandledRejection", listener: Listener): void;
  removeListener(event: "unhandledRejection", listener: Listener): void;
}

/** What runtimes have but the language's own library does not name; a runtime has one kind of listener or the other. */
interface Runtime {
  readonly process?: Partial<NodeProcess>;
  readonly addEventListener?: (event: string, listener: (event: RejectionEvent) => void) => void;
  readonly removeEventListener?: (event: string, listener: (event: RejectionEvent) => void) => void;
  readonly setTimeout: (callback: () => void, milliseconds: number) => unknown;
}

interface RejectionEvent {
  readonly reason: unknown;
  preventDefault(): void;
}

/**
 * What an action leaves behind of rejected promises that nobody handles. While it runs they are reported here and nowhere
 * else: a test framework would count them a second time, and Node without one would end the process. A runtime that tells
 * nobody of them (gjs) leaves none to be found.
 */
export async function unhandledRejections(action: () => Promise<void>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const stop = listen((reason) => void found.push(reason));
  try {
    await action();
    // A runtime looks for them when its queue of microtasks is empty, and tells in a task of its own.
    for (const milliseconds of [0, 10]) await pause(milliseconds);
  } finally {
    stop();
  }
  return found;
}

/** Listens, in the place of all other listeners, until the returned function is called. */
function listen(listener: Listener): () => void {
  const runtime = globalThis as unknown as Runtime;
  if (isNodeProcess(runtime.process)) {
    const { process } = runtime;
    const others = [...process.listeners("unhandledRejection")];
    for (const other of others) process.removeListener("unhandledRejection", other);
    process.on("unhandledRejection", listener);
    return () => {
      process.removeListener("unhandledRejection", listener);
      for (const other of others) process.on("unhandledRejection", other);
    };
  }
  const onEvent = (event: RejectionEvent): void => {
    event.preventDefault();
    listener(event.reason);
  };
  runtime.addEventListener?.("unhandledrejection", onEvent);
  return () => runtime.removeEventListener?.("unhandledrejection", onEvent);
}

function isNodeProcess(process: Runtime["process"]): process is NodeProcess {
  return typeof process?.on === "function" && typeof process.listeners === "function";
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    (globalThis as unknown as Runtime).setTimeout(resolve, milliseconds);
  });
}
