import { measured } from "../../bench/measure/measure.ts";
import type { GrowthLine, GrowthPoint, GrowthResult } from "../../bench/report/bench-report.ts";
import { WORKLOADS } from "../../bench/workload-facts.ts";
import { formatCount, formatFigure, formatMegabytes } from "../number-format.ts";
import { stateOf } from "./state-of.ts";

/** A table's text: its first column is to the left, all others to the right. */
export interface TableCells {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** As many points as a line of a terminal has room for. */
const MOST_COLUMNS = 6;

/** A series as a table: for each contestant a row of times and one of memory, a column for each size. */
export function growthCells(result: GrowthResult): TableCells {
  const { measure } = WORKLOADS[result.workload];
  const overSteps = result.axis === "steps";
  const lines = result.contestants.map((line) => ({ line, points: thinned(line.points) }));
  const values = [...new Set(lines.flatMap(({ points }) => points.map(({ value }) => value)))].sort((a, b) => a - b);
  const row = (
    line: GrowthLine,
    points: GrowthLine["points"],
    label: string,
    cell: (point: GrowthPoint) => string,
  ): readonly string[] => [
    `${line.name}, ${label}`,
    ...values.map((value) => {
      const point = points.find((other) => other.value === value);
      if (point === undefined) return "";
      if (point.status === "measured") return cell(point);
      return point.status === "unsupported" ? stateOf(point) : point.status;
    }),
  ];
  return {
    headings: [result.axis, ...values.map(formatSize)],
    rows: lines.flatMap(({ line, points }) => [
      row(line, points, result.tableUnit, ({ milliseconds }) => formatFigure(measured(measure, milliseconds))),
      row(line, points, overSteps ? "MB" : "peak MB", ({ resident }) => formatMegabytes(resident)),
      ...(line.ours ? [row(line, points, "live MB", ({ live }) => formatMegabytes(live))] : []),
    ]),
  };
}

/** `1,024`, and `10^12` for what has many zeros. */
export function formatSize(size: number): string {
  const digits = Math.log10(size);
  return size >= 1e4 && Number.isInteger(digits) ? `10^${digits}` : formatCount(size);
}

/** Points at even distances, the first and the last among them. */
function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_COLUMNS) return points;
  return Array.from(
    { length: MOST_COLUMNS },
    (_, index) => points[Math.round((index * (points.length - 1)) / (MOST_COLUMNS - 1))]!,
  );
}
