import type { CaseOutcome, CaseStatus } from "../case/case-status.ts";
import type { CaseInfo } from "../case/conformance-case.ts";

/** One case and how it ended. */
export type CaseResult = CaseInfo & CaseOutcome;

/** How many cases ended in each way. */
export type StatusCounts = Readonly<Record<CaseStatus, number>>;

/**
 * What one run of the suites found. Two runs of the same code in the same environment differ in `run` alone.
 *
 * It is plain data: `JSON.stringify` writes it.
 */
export interface ConformanceReport {
  readonly format: "lockstep-conformance/1";
  readonly subject: string;
  /** Where it ran, in a word: `Node`, `Chromium`, `SpiderMonkey`. */
  readonly place: string;
  /** Part of the names of the cases that ran, of a run of some cases. @default all ran */
  readonly only?: string;
  /** Which part of these ran, in words, of a sample and of a run that was ended: `one case in 20`. @default all of them */
  readonly part?: string;
  /** What the results depend on: runtime, platform, versions, the graphics adapter. */
  readonly environment: Readonly<Record<string, string>>;
  /** When it ran (ISO 8601, UTC) and for how long, in seconds. */
  readonly run: { readonly date: string; readonly seconds: number };
  readonly counts: StatusCounts;
  /** Of these, the cases that asked the engine for nothing: they are about core, and the same for every engine. */
  readonly core: StatusCounts;
  /** In the order in which they ran. */
  readonly cases: readonly CaseResult[];
}
