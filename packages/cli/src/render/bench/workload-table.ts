import { measuredQuartiles } from "../../bench/measure/measure.ts";
import { relativeSpread } from "../../bench/measure/quartiles.ts";
import type { ContestantResult, WorkloadResult } from "../../bench/report/bench-report.ts";
import { WORKLOADS } from "../../bench/workload-facts.ts";
import { formatFigure, formatMegabytes, formatShare, formatSpeed } from "../number-format.ts";
import { plainTable, type TableCell } from "../plain-table.ts";
import { stateOf } from "./state-of.ts";
import { wrapText } from "../wrap-text.ts";

/** What the columns of figures take with the spaces between them, besides the unit. */
const FIGURES_WIDTH = 41;
const NARROWEST_TITLE = 20;

/**
 * A workload's table for a terminal: a row for each contestant, with its median, its speed relative to the baseline, how
 * far both spread, and its memory.
 *
 * @param columns the terminal's width: longer titles are broken.
 */
export function workloadTable(result: WorkloadResult, columns: number): string {
  return plainTable(
    [["", "", result.unit, "±", "speed", "±", "peak MB"]],
    result.contestants.map((contestant) => [
      wrapText(contestant.title, Math.max(NARROWEST_TITLE, columns - FIGURES_WIDTH - result.unit.length)).join("\n"),
      contestant.ours ? "ours" : "peer",
      ...figures(result, contestant),
    ]),
  );
}

function figures(result: WorkloadResult, contestant: ContestantResult): readonly TableCell[] {
  if (contestant.status !== "measured") {
    return [{ content: stateOf(contestant), colSpan: 5, hAlign: "left" }];
  }
  const { time, speed, peakResident } = contestant;
  return [
    formatFigure(measuredQuartiles(WORKLOADS[result.workload].measure, time).median),
    spread(relativeSpread(time)),
    ...speedCells(speed, contestant.name === result.baseline),
    formatMegabytes(peakResident),
  ];
}

function speedCells(speed: (ContestantResult & { readonly status: "measured" })["speed"], isBase: boolean): string[] {
  if (speed === null) return ["", ""];
  return isBase ? ["base", ""] : [formatSpeed(speed.median), spread(relativeSpread(speed))];
}

function spread(share: number): string {
  return formatShare(share, share < 0.1 ? 1 : 0);
}
