import type { ConformanceReport, StatusCounts } from "@lockstep/conformance";
import { summariseSuites } from "../conformance/summarise-suites.ts";
import { formatCount } from "./number-format.ts";
import { plainTable } from "./plain-table.ts";

/** The table of one engine: a row a suite, a column for each way to end. */
export function suiteTable(report: ConformanceReport): string {
  const rows = summariseSuites(report.cases).map(({ suite, counts }) => [suite, ...cellsOf(counts)]);
  return plainTable(
    [
      ["", "", "", "", "known"],
      ["suite", "passed", "failed", "unsupported", "failures"],
    ],
    [...rows, ["all", ...cellsOf(report.counts)]],
  );
}

/** The table of several engines: a row a suite, a column an engine. */
export function enginesTable(reports: readonly ConformanceReport[]): string {
  const summaries = reports.map(({ cases }) => summariseSuites(cases));
  // Every engine runs the same cases.
  const rows = summaries[0]!.map(({ suite }, row) => [suite, ...summaries.map((each) => shortCell(each[row]!.counts))]);
  return plainTable(
    [["suite", ...reports.map(({ subject }) => subject)]],
    [...rows, ["all", ...reports.map(({ counts }) => shortCell(counts))]],
  );
}

/** A way in which no case ended is left blank, so that the others show. */
function cellsOf(counts: StatusCounts): string[] {
  const others = [counts.failed, counts.unsupported, counts["known-failure"]];
  return [formatCount(counts.passed), ...others.map((count) => (count === 0 ? "" : formatCount(count)))];
}

/** `70`, `58 of 70` where not all of them passed, `2 failed`. */
function shortCell(counts: StatusCounts): string {
  if (counts.failed > 0) return `${formatCount(counts.failed)} failed`;
  const total = counts.passed + counts.unsupported + counts["known-failure"];
  return counts.passed === total ? formatCount(total) : `${formatCount(counts.passed)} of ${formatCount(total)}`;
}
