import type { Agreement, EngineSummary } from "../compare/compare-engines.ts";
import { formatDifference, formatDigest } from "./number-format.ts";
import { plainTable } from "./plain-table.ts";

const HEADINGS = [
  ["", "masks", "batches", "best", "stop", "worst loss", "stop", "ms per"],
  ["engine", "digest", "digest", "epoch", "epoch", "difference", "certified", "step"],
];

/** The second table: one row an engine, the base first. */
export function agreementTable({ rows }: Agreement): string {
  return plainTable(
    HEADINGS,
    rows.map((row) => [
      row.engine,
      formatDigest(row.maskDigest),
      formatDigest(row.batchDigest),
      row.bestEpoch === null ? "none" : String(row.bestEpoch),
      String(row.stopEpoch),
      row.comparison === null ? "base" : formatDifference(row.comparison.lossDifference),
      formatCertificate(row),
      row.millisecondsPerStep.toFixed(1),
    ]),
  );
}

function formatCertificate({ comparison }: EngineSummary): string {
  if (comparison === null) return "base";
  return comparison.certified ? "yes" : "no";
}
