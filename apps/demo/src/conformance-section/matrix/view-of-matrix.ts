import {
  featureMatrix,
  partInWords,
  VERDICT_SIGNS,
  type CellVerdict,
  type ConformanceRecord,
  type FeatureMatrix,
  type MatrixCell,
  type MatrixClause,
  type MatrixRow,
} from "@lockstep/conformance";
import type { RunHead } from "../worker/conformance-messages.ts";
import { cellInWords } from "./cell-in-words.ts";
import { sectionCell } from "./section-cell.ts";
import type { CellView, ColumnView, MatrixView, RowView, SectionView } from "./matrix-view.ts";

/**
 * The matrix as the page shows it.
 *
 * @param records in the order of the columns.
 * @param heads of the same runs, in the same order.
 * @param recorded the digest of all outcomes that is on record, by subject.
 */
export function viewOfMatrix(
  records: readonly ConformanceRecord[],
  heads: readonly Pick<RunHead, "clauseCases">[],
  clauses: readonly MatrixClause[],
  recorded: ReadonlyMap<string, string>,
): MatrixView {
  const matrix = featureMatrix(records, clauses);
  const columns = records.map((record) => matrix.columns.findIndex((column) => column.subject === record.subject));
  const rowView = ({ clause, cells }: MatrixRow): RowView => ({
    id: clause.id,
    title: clause.title,
    elsewhere: clause.elsewhere ?? null,
    cells: columns.map((column, place) =>
      cellView(cells[column]!, heads[place]!.clauseCases[clause.id] ?? 0, matrix.reasons),
    ),
  });
  const sections = matrix.sections.map((section): SectionView => {
    const rows = section.rows.map(rowView);
    const cells = columns.map((_, place) => sectionCell(rows.map((row) => row.cells[place]!)));
    return { title: section.title, file: section.file, cells, rows };
  });
  const found = new Set(
    sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ verdict }) => verdict))),
  );
  return {
    columns: records.map((record) => columnView(record, recorded.get(record.subject))),
    sections,
    legend: (Object.keys(VERDICT_SIGNS) as CellVerdict[])
      .filter((verdict) => found.has(verdict))
      .map((verdict) => ({ verdict, sign: VERDICT_SIGNS[verdict].sign, meaning: MEANINGS[verdict] })),
  };
}

const MEANINGS: Readonly<Record<CellVerdict, string>> = {
  holds: "every case that ran passed: “24” is all 24, “2 of 24” is those 2 that ran",
  "holds in part": "some passed, the others are unsupported or known failures",
  unsupported: "the engine declines it, and refuses it with a typed error, as it must",
  "known to fail": "no case passed, and the failures are known",
  fails: "at least one case failed",
  "not proved by the kit": "the kit has no case: the clause is proved elsewhere",
  "not run": "none of its cases ran",
};

function columnView(record: ConformanceRecord, digest: string | undefined): ColumnView {
  const { subject, environment, counts } = record;
  const part = partInWords(record);
  return {
    subject,
    environment,
    counts,
    part,
    asRecorded: part === "" && digest !== undefined ? digest === record.digest : null,
  };
}

/** @param cases how many the clause has on this backend */
function cellView(cell: MatrixCell, cases: number, reasons: FeatureMatrix["reasons"]): CellView {
  const verdict = verdictOn(cell, cases);
  return {
    verdict,
    ...cellInWords(verdict, cell.counts, cases),
    reasons: cell.reasons.map((number) => {
      const { status, reason } = reasons[number - 1]!;
      return { status, reason };
    }),
  };
}

/** Which cases there are is known here, so that a clause without any is told apart from one whose cases did not run. */
function verdictOn({ verdict }: MatrixCell, cases: number): CellVerdict {
  if (verdict !== "not run" && verdict !== "not proved by the kit") return verdict;
  return cases === 0 ? "not proved by the kit" : "not run";
}
