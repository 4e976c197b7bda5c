import { CASE_STATUSES } from "../case/case-status.ts";
import type { StatusCounts } from "../report/conformance-report.ts";
import { casesIn, grouped } from "./cell-words.ts";
import type { MatrixColumn } from "./feature-matrix.ts";

/** What a column's two kinds of cases are; the others would flatter an engine that declines everything. */
export const CASES_OF_CORE: string =
  "The numbers are of cases of the engine. Core counts those that ask the engine for nothing: random words, batch " +
  "orders, stopping rules and files on this JavaScript runtime, the same for every engine.";

/** How the cases ended that asked the engine for something. */
export function engineCounts({ counts, core }: Pick<MatrixColumn, "counts" | "core">): StatusCounts {
  return Object.fromEntries(CASE_STATUSES.map((status) => [status, counts[status] - core[status]])) as StatusCounts;
}

/** The passed share of some cases in percent, as in `45.6 %`; never rounded up to a whole that it is not. */
export function passedShare(counts: StatusCounts): string {
  const all = casesIn(counts);
  return all === 0 ? "" : `${Math.floor((counts.passed / all) * 1000) / 10} %`;
}

/** How many of the cases of core passed: `2,370`, or `2,369 of 2,370`. */
export function corePasses({ core }: Pick<MatrixColumn, "core">): string {
  const all = casesIn(core);
  return core.passed === all ? grouped(all) : `${grouped(core.passed)} of ${grouped(all)}`;
}
