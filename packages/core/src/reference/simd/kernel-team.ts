import { webAssembly, type WasmMemory, type WasmModule } from "../../web-assembly/web-assembly.ts";
import { TEAM_ADDRESSES } from "./kernel-modules.ts";

/** Threads that wait for their share of the work. */
export interface KernelTeam {
  /** How many they are to be, and after {@link start} how many could be started; without the caller's own. */
  readonly count: number;
  /** Whether {@link close} was called: nobody comes any more. */
  readonly isClosed: boolean;
  /** Starts them, unless that was done. They come to work when they are ready, which nobody waits for. */
  start(): void;
  /** Ends them. */
  close(): void;
}

/** What is used here of the workers of browsers and of Node. */
interface ThreadHandle {
  postMessage(message: unknown, options: object): void;
  terminate(): unknown;
  /** Node only: the process may end although the thread is there. */
  unref?(): void;
  on?(event: "error", listener: () => void): void;
  addEventListener?(event: "error", listener: (event: { preventDefault(): void }) => void): void;
}

interface Platform {
  readonly process?: {
    getBuiltinModule?(
      name: string,
    ): { readonly Worker: new (source: string, options: object) => ThreadHandle } | undefined;
  };
  readonly Worker?: new (url: string) => ThreadHandle;
  readonly Blob?: new (parts: readonly string[], options: object) => object;
  readonly URL?: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

const platform = globalThis as unknown as Platform;

/** All that a thread does: it makes an instance on the shared memory, and serves. If a kernel fails, it says so. */
const SERVE = `({ module, memory, thread }) => {
  const { serve } = new WebAssembly.Instance(module, { lockstep: { memory } }).exports;
  try {
    serve(thread);
  } catch {
    Atomics.store(new Int32Array(memory.buffer), ${TEAM_ADDRESSES.crashed / Int32Array.BYTES_PER_ELEMENT}, 1);
  }
}`;

/**
 * Threads on a shared memory. Where they cannot be started (a content security policy without `worker-src blob:`), the work
 * is done without them.
 *
 * @param count how many, the caller's own not counted.
 */
export function kernelTeam(module: WasmModule, memory: WasmMemory, count: number): KernelTeam {
  const threads: ThreadHandle[] = [];
  let state: "planned" | "started" | "closed" = "planned";
  return {
    get count() {
      return state === "planned" ? count : threads.length;
    },
    get isClosed() {
      return state === "closed";
    },
    start() {
      if (state !== "planned") return;
      state = "started";
      while (threads.length < count) {
        const handle = startThread({ module, memory, thread: threads.length + 1 });
        if (handle === undefined) break;
        threads.push(handle);
      }
    },
    close() {
      state = "closed";
      for (const handle of threads.splice(0)) void handle.terminate();
    },
  };
}

/** Whether memory can be shared here: on Node, and in pages that are cross-origin isolated. */
export function canShareMemory(): boolean {
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  return webAssembly !== undefined && typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated !== false;
}

function startThread(task: object): ThreadHandle | undefined {
  let handle: ThreadHandle | undefined;
  try {
    handle = newThread();
    handle?.unref?.();
    // Without a listener the error of a thread that does not start would end the process, or be the page's.
    handle?.on?.("error", () => {});
    handle?.addEventListener?.("error", (event) => event.preventDefault());
    handle?.postMessage(task, {});
    return handle;
  } catch {
    void handle?.terminate();
    return undefined;
  }
}

function newThread(): ThreadHandle | undefined {
  const node = platform.process?.getBuiltinModule?.("node:worker_threads");
  if (node !== undefined) {
    const source = `require("node:worker_threads").parentPort.once("message", ${SERVE})`;
    // Not the process's own flags: a loader of modules that they name would run in every thread.
    return new node.Worker(source, { eval: true, execArgv: [], name: "lockstep-kernels" });
  }
  const { Worker, Blob, URL } = platform;
  if (Worker === undefined || Blob === undefined || URL === undefined) return undefined;
  const url = URL.createObjectURL(
    new Blob([`onmessage = ({ data }) => (${SERVE})(data)`], { type: "text/javascript" }),
  );
  const worker = new Worker(url);
  // The worker has its own reference by now in Chromium, but not in every browser: give it time to load.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return worker;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
