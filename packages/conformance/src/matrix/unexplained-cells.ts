import { CASE_STATUSES } from "../case/case-status.ts";
import type { FeatureMatrix, MatrixColumn } from "./feature-matrix.ts";

/** What a record says where a case gave no reason. */
const NO_REASON = "no reason";

/**
 * Every cell that says less than it should, a sentence each: one with neither cases nor a place where its clause is
 * proved otherwise, and one where cases did not pass for no reason. Columns are held to the same.
 *
 * @returns nothing, of a matrix that may be published.
 * @example
 * unexplainedCells(featureMatrix([], specClauses("dropout.md", "# Dropout\n\n## DRP-2 The mask\n"))); // []
 */
export function unexplainedCells({ columns, sections, reasons }: FeatureMatrix): readonly string[] {
  const faults: string[] = [];
  const failing = CASE_STATUSES.filter((status) => status !== "passed");
  const stated = reasons.filter(({ reason }) => reason.trim() !== "" && reason !== NO_REASON);
  for (const { clause, cells } of sections.flatMap(({ rows }) => rows)) {
    for (const [index, cell] of cells.entries()) {
      const where = `${clause.id} on ${columnName(columns[index]!)}`;
      if (cell.verdict === "not proved by the kit" && (clause.elsewhere ?? "") === "") {
        faults.push(`${where}: no case, and nothing says where it is proved`);
      }
      for (const status of failing) {
        const explained = stated.some((reason) => reason.status === status && cell.reasons.includes(reason.number));
        if (cell.counts[status] > 0 && !explained) faults.push(`${where}: ${cell.counts[status]} ${status}, no reason`);
      }
    }
  }
  for (const [index, column] of columns.entries()) {
    for (const status of failing) {
      const uses = stated.filter((reason) => reason.status === status).flatMap((reason) => reason.uses);
      const explained = uses.reduce((sum, { column: of, cases }) => (of === index ? sum + cases : sum), 0);
      const unexplained = column.counts[status] - explained;
      if (unexplained !== 0) faults.push(`${columnName(column)}: ${unexplained} ${status}, no reason`);
    }
  }
  return faults;
}

/** As in `tfjs-wasm in Chromium`. */
function columnName({ subject, place }: Pick<MatrixColumn, "subject" | "place">): string {
  return `${subject} in ${place}`;
}
