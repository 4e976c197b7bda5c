import { CASE_STATUSES } from "../case/case-status.ts";
import type { StatusCounts } from "../report/conformance-report.ts";
import { verdictOf, type CellVerdict } from "./cell-verdict.ts";
import type { MatrixCell, MatrixSection } from "./feature-matrix.ts";

/** A specification on a backend. */
export interface SectionSummary {
  /** That on all cases of its clauses. */
  readonly verdict: CellVerdict;
  /** How many clauses hold. */
  readonly holding: number;
  /** Of how many that have cases. */
  readonly proved: number;
}

/** A specification on every backend, in the order of the columns. */
export function sectionSummaries({ rows }: MatrixSection): readonly SectionSummary[] {
  return rows[0]!.cells.map((_, column) => summaryOf(rows.map(({ cells }) => cells[column]!)));
}

/** The number in a narrow cell: `13` of all clauses, `9/13` of some, nothing where none has cases. */
export function summaryNumber({ holding, proved }: SectionSummary): string {
  if (proved === 0) return "";
  return holding === proved ? String(proved) : `${holding}/${proved}`;
}

function summaryOf(cells: readonly MatrixCell[]): SectionSummary {
  const counts = Object.fromEntries(
    CASE_STATUSES.map((status) => [status, cells.reduce((sum, cell) => sum + cell.counts[status], 0)]),
  ) as StatusCounts;
  return {
    verdict: verdictOf(counts),
    holding: cells.filter(({ verdict }) => verdict === "holds").length,
    proved: cells.filter(({ verdict }) => verdict !== "not proved by the kit").length,
  };
}
