import { CASE_STATUSES } from "../case/case-status.ts";
import type { StatusCounts } from "../report/conformance-report.ts";
import { ranWhole } from "../report/part-in-words.ts";
import { verdictOf, type CellVerdict } from "./cell-verdict.ts";
import { casesIn, grouped } from "./cell-words.ts";
import type { FeatureMatrix, MatrixCell, MatrixSection } from "./feature-matrix.ts";

/** A specification on a backend. */
export interface SectionSummary {
  /** That on all cases of its clauses. */
  readonly verdict: CellVerdict;
  /** Of all its clauses; a case about several counts for each of them. */
  readonly counts: StatusCounts;
  /** How many clauses hold. */
  readonly holding: number;
  /** Of how many that have cases. */
  readonly proved: number;
}

/** A specification on every backend, in the order of the columns. */
export function sectionSummaries({ columns }: FeatureMatrix, { rows }: MatrixSection): readonly SectionSummary[] {
  return columns.map((extent, column) =>
    summaryOf(
      rows.map(({ cells }) => cells[column]!),
      ranWhole(extent),
    ),
  );
}

/** As in `111 of 131 cases` and `131 cases`; nothing where there is none. */
export function casesInWords({ counts }: SectionSummary): string {
  return shareInWords(counts.passed, casesIn(counts), "case");
}

/** As in `5 of 14 clauses in full` and `14 clauses`; nothing where none has cases. */
export function clausesInWords({ holding, proved }: SectionSummary): string {
  return `${shareInWords(holding, proved, "clause")}${holding === proved ? "" : " in full"}`;
}

function shareInWords(some: number, all: number, what: string): string {
  if (all === 0) return "";
  return `${some === all ? "" : `${grouped(some)} of `}${grouped(all)} ${what}${all === 1 ? "" : "s"}`;
}

function summaryOf(cells: readonly MatrixCell[], whole: boolean): SectionSummary {
  const counts = Object.fromEntries(
    CASE_STATUSES.map((status) => [status, cells.reduce((sum, cell) => sum + cell.counts[status], 0)]),
  ) as StatusCounts;
  return {
    verdict: verdictOf(counts, whole),
    counts,
    holding: cells.filter(({ verdict }) => verdict === "holds").length,
    proved: cells.filter((cell) => casesIn(cell.counts) > 0).length,
  };
}
