import type { CaseOutcome } from "../case/case-status.ts";
import type { CaseInfo } from "../case/conformance-case.ts";

/** A place where a subject's cases run: this process, a page of a browser, another JavaScript engine. */
export interface ConformanceHost {
  /** The engine's name. */
  readonly subject: string;
  /** Where it runs, in a word: `Node`, `Chromium`, `SpiderMonkey`. */
  readonly place: string;
  /** What the results depend on: runtime, platform, versions, the graphics adapter. */
  readonly environment: Readonly<Record<string, string>>;
  /** In the order in which they ought to run: first that each engine is fresh, without which no later case means anything. */
  readonly cases: readonly CaseInfo[];
  /**
   * Runs one case.
   *
   * @param index its place in `cases`.
   */
  run(index: number): Promise<CaseOutcome>;
  /** Lets go of the place. May be called again. */
  close(): Promise<void>;
}
