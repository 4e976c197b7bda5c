import type { ConformanceReport, StatusCounts } from "@lockstep/conformance";
import { summariseSuites } from "../conformance/summarise-suites.ts";
import { formatCount } from "./number-format.ts";
import { plainTable } from "./plain-table.ts";

/** Fewer rows in which everything passed are not worth leaving out. */
const FEWEST_LEFT_OUT = 4;

/** The table of one engine: a row a suite, a column for each way to end. Suites that all passed share one row. */
export function suiteTable(report: ConformanceReport): string {
  const { shown, rest } = sortRows(summariseSuites(report.cases), ({ counts }) => hasAllPassed(counts));
  const passed = rest.reduce((sum, { counts }) => sum + counts.passed, 0);
  return plainTable(
    [
      ["", "", "", "", "known"],
      ["suite", "passed", "failed", "unsupported", "failures"],
    ],
    [
      ...shown.map(({ suite, counts }) => [suite, ...cellsOf(counts)]),
      ...(rest.length === 0 ? [] : [[restLabel(rest.length, shown.length), formatCount(passed), "", "", ""]]),
      ["all", ...cellsOf(report.counts)],
    ],
  );
}

/** The table of several engines: a row a suite, a column an engine. Suites that all passed on each share one row. */
export function enginesTable(reports: readonly ConformanceReport[]): string {
  const summaries = reports.map(({ cases }) => new Map(summariseSuites(cases).map((row) => [row.suite, row.counts])));
  // Only an engine that promises the exact bits has the cases that hold it to them.
  const suites = [...new Set(summaries.flatMap((counts) => [...counts.keys()]))];
  const { shown, rest } = sortRows(suites, (suite) =>
    summaries.every((counts) => !counts.has(suite) || hasAllPassed(counts.get(suite)!)),
  );
  const passedIn = (counts: ReadonlyMap<string, StatusCounts>): number =>
    rest.reduce((sum, suite) => sum + (counts.get(suite)?.passed ?? 0), 0);
  return plainTable(
    [["suite", ...reports.map(({ subject }) => subject)]],
    [
      ...shown.map((suite) => [suite, ...summaries.map((counts) => shortCell(counts.get(suite)))]),
      ...(rest.length === 0
        ? []
        : [[restLabel(rest.length, shown.length), ...summaries.map((counts) => formatCount(passedIn(counts)))]]),
      ["all", ...reports.map(({ counts }) => shortCell(counts))],
    ],
  );
}

/** Rows to show, and rows to tell in one: those in which all passed, if they are many. */
function sortRows<Row>(
  rows: readonly Row[],
  isDull: (row: Row) => boolean,
): { readonly shown: readonly Row[]; readonly rest: readonly Row[] } {
  const rest = rows.filter(isDull);
  return rest.length < FEWEST_LEFT_OUT
    ? { shown: rows, rest: [] }
    : { shown: rows.filter((row) => !isDull(row)), rest };
}

function restLabel(suites: number, shown: number): string {
  return `${formatCount(suites)} ${shown === 0 ? "" : "more "}suites: all passed`;
}

function hasAllPassed(counts: StatusCounts): boolean {
  return counts.failed + counts.unsupported + counts["known-failure"] === 0;
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
