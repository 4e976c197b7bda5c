import type { GpuChoice } from "@lockstep/conformance/node";
import type { EngineModule } from "./locate-engine.ts";

/** Checked options of a run of `lockstep conformance`, with every default filled in. */
export interface ConformanceOptions {
  /** In the order in which they run; at least one. */
  readonly engines: readonly EngineModule[];
  /** The browser to run in; null for this process. */
  readonly browser: { readonly path: string | null; readonly gpu: GpuChoice } | null;
  /** Part of the names of the cases to run; empty for all. */
  readonly only: string;
  /** Where the reports go as JSON. */
  readonly json: string | null;
  /** Where their records go as JSON. */
  readonly record: string | null;
  /** Where the page goes. */
  readonly html: string | null;
  /** Whether to print only failures and the verdict. */
  readonly quiet: boolean;
}
