import { measuredQuartiles } from "../../bench/measure/measure.ts";
import { relativeSpread } from "../../bench/measure/quartiles.ts";
import type { ContestantFigures, ContestantResult, WorkloadResult } from "../../bench/report/bench-report.ts";
import { WORKLOADS } from "../../bench/workload-facts.ts";
import { formatFigure, formatMegabytes, formatShare, formatSpeed } from "../number-format.ts";
import { plainTable, type TableCell } from "../plain-table.ts";
import { FEWEST_TO_SPREAD } from "./fewest-to-spread.ts";
import { stateOf } from "./state-of.ts";
import { wrapText } from "../wrap-text.ts";

const HEADINGS = ["±", "speed", "±", "peak MB"];
/** Before each column. */
const SPACE = 2;
/** Before the first one, besides. */
const MARGIN = 2;
const NARROWEST_TITLE = 20;

/**
 * A workload's table for a terminal: a row for each contestant, with its median, its speed relative to the baseline, how
 * far both spread, and its memory.
 *
 * @param columns the terminal's width: longer titles are broken.
 */
export function workloadTable(result: WorkloadResult, columns: number): string {
  const headings = ["", result.tableUnit, ...HEADINGS];
  const rows = result.contestants.map((contestant) => [
    contestant.ours ? "ours" : "peer",
    ...figures(result, contestant),
  ]);
  const room = columns - MARGIN - widthOf([headings, ...rows]);
  return plainTable(
    [["", ...headings]],
    rows.map((cells, row) => [
      wrapText(result.contestants[row]!.title, Math.max(NARROWEST_TITLE, room)).join("\n"),
      ...cells,
    ]),
  );
}

/** What columns take, with the space before each. A cell over several of them takes what they have. */
function widthOf(rows: readonly (readonly TableCell[])[]): number {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((cells) => (typeof cells[column] === "string" ? cells[column].length : 0))),
  );
  return widths.reduce((sum, width) => sum + width + SPACE, 0);
}

function figures(result: WorkloadResult, contestant: ContestantResult): readonly TableCell[] {
  if (contestant.status !== "measured") {
    return [{ content: stateOf(contestant), colSpan: 5, hAlign: "left" }];
  }
  const { time, speed, rounds, peakResident } = contestant;
  return [
    formatFigure(measuredQuartiles(WORKLOADS[result.workload].measure, time).median),
    spread(relativeSpread(time), rounds.length),
    ...speedCells(speed, rounds.length, contestant.name === result.baseline),
    formatMegabytes(peakResident),
  ];
}

function speedCells(speed: ContestantFigures["speed"], rounds: number, isBase: boolean): readonly string[] {
  if (speed === null) return ["–", ""];
  return isBase ? ["base", ""] : [formatSpeed(speed.median), spread(relativeSpread(speed), rounds)];
}

function spread(share: number, rounds: number): string {
  if (rounds < FEWEST_TO_SPREAD) return "–";
  return formatShare(share, share < 0.1 ? 1 : 0);
}
