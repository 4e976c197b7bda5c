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
  const summaries = reports.map(({ cases }) => new Map(summariseSuites(cases).map((row) => [row.suite, row.counts])));
  // Only an engine that promises the exact bits has the cases that hold it to them.
  const suites = [...new Set(summaries.flatMap((counts) => [...counts.keys()]))];
  const rows = suites.map((suite) => [suite, ...summaries.map((counts) => shortCell(counts.get(suite)))]);
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

/** `70`, `58 of 70` where not all of them passed, `2 failed`; blank where there is no such suite. */
function shortCell(counts: StatusCounts | undefined): string {
  if (counts === undefined) return "";
  if (counts.failed > 0) return `${formatCount(counts.failed)} failed`;
  const total = counts.passed + counts.unsupported + counts["known-failure"];
  return counts.passed === total ? formatCount(total) : `${formatCount(counts.passed)} of ${formatCount(total)}`;
}
