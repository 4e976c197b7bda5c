import type { BackendName } from "./backend-name.ts";

/** Whether this browser has what a backend needs. */
export interface BackendAvailability {
  readonly name: BackendName;
  /** Null if it is there; otherwise one sentence: what is missing, and what would help. */
  readonly missing: string | null;
  /** The graphics adapter or renderer that would compute; null for backends on the CPU, and where the browser does not tell. */
  readonly adapter: string | null;
  /** Whether that adapter is the processor itself (SwiftShader, llvmpipe): right, but slow. */
  readonly software: boolean;
}
