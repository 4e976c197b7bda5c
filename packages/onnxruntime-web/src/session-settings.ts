/** Which of the runtime's kernels compute. */
export type ExecutionProvider = "wasm" | "webgpu";

/** What happens if the GPU has no kernel for an operator. */
export type CpuFallback = "forbid" | "allow";

/** How sessions are made. */
export interface SessionSettings {
  readonly executionProvider: ExecutionProvider;
  readonly cpuFallback: CpuFallback;
}
