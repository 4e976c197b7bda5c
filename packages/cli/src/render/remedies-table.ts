import type { RemedySummary } from "../compare/summarise-remedies.ts";
import { formatEpoch, formatLoss, formatShare } from "./number-format.ts";
import { plainTable, type TableCell } from "./plain-table.ts";

const HEADINGS: readonly (readonly TableCell[])[] = [
  [
    "",
    "training",
    { content: "validation", colSpan: 2, hAlign: "left" },
    { content: "test", colSpan: 3, hAlign: "left" },
    { content: "epoch", colSpan: 2, hAlign: "left" },
  ],
  ["remedy", "accuracy", "loss", "error", "loss", "error", "errors", "best", "stop"],
];

/** The first table for one kind of labels: means over seeds, and the range of the test errors. */
export function remediesTable(rows: readonly RemedySummary[]): string {
  return plainTable(
    HEADINGS,
    rows.map((row) => [
      row.remedy === "early stopping" ? "stopping" : row.remedy,
      formatShare(row.trainingAccuracy.mean),
      formatLoss(row.validationLoss.mean),
      formatShare(row.validationError.mean),
      formatLoss(row.testLoss.mean),
      formatShare(row.testErrors.mean / row.testRows),
      formatErrors(row),
      row.bestEpoch === null ? "none" : formatEpoch(row.bestEpoch.mean),
      formatEpoch(row.stopEpoch.mean),
    ]),
  );
}

/** Without separators, so that the table fits 80 columns. */
function formatErrors({ testErrors: { mean, min, max } }: RemedySummary): string {
  const range = min === max ? "" : ` (${min}–${max})`;
  return `${Math.round(mean)}${range}`;
}
