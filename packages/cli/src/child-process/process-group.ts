/** Processes that end together. */
export interface ProcessGroup<Args extends readonly unknown[], Process> {
  start(...args: Args): Process;
  [Symbol.dispose](): void;
}

/**
 * A group whose processes are ended when it is disposed of or the signal fires, whichever comes first.
 *
 * @param open starts one process.
 */
export function processGroup<Args extends readonly unknown[], Process extends { close(): void }>(
  signal: AbortSignal,
  open: (...args: Args) => Process,
): ProcessGroup<Args, Process> {
  const processes: Process[] = [];
  const closeAll = (): void => {
    for (const process of processes) process.close();
  };
  signal.addEventListener("abort", closeAll);
  return {
    start(...args) {
      signal.throwIfAborted();
      const process = open(...args);
      processes.push(process);
      return process;
    },
    [Symbol.dispose]() {
      signal.removeEventListener("abort", closeAll);
      closeAll();
    },
  };
}
