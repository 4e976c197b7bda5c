import { measuredQuartiles } from "../../bench/measure/measure.ts";
import { describeMachine, loadWarning } from "../../bench/report/bench-environment.ts";
import type { BenchReport, ContestantResult, GrowthResult, WorkloadResult } from "../../bench/report/bench-report.ts";
import { REPORT_FILES } from "../../bench/report/report-files.ts";
import { WORKLOADS } from "../../bench/workload-facts.ts";
import { markdownTable } from "../markdown-table.ts";
import { formatFigure, formatMegabytes, formatSpeed } from "../number-format.ts";
import { growthAbsences, workloadAbsences } from "./absences.ts";
import { cutNotes, idleWarnings, shareNotes, slowNotes, tableNote } from "./bench-notes.ts";
import { closingNotes, QUICK_WARNING } from "./closing-notes.ts";
import { FEWEST_TO_SPREAD } from "./fewest-to-spread.ts";
import { growthCells } from "./growth-cells.ts";
import { stateOf } from "./state-of.ts";

const HOW = [
  "Every contestant runs in a process of its own. All of a workload are started and run warm; then they have their turns",
  "in rounds, each round beginning with another one, so that whatever else the machine does hits all alike. A turn gives",
  "one median, and a speed is the median of the ratios within rounds, which need not equal the ratio of two medians. In",
  "brackets are the quartiles over the rounds.",
].join("\n");

/**
 * The report as a Markdown page.
 *
 * @param pictures which ones lie beside it.
 */
export function benchPage(
  report: BenchReport,
  pictures: { readonly steps: boolean; readonly growth: boolean },
): string {
  const { workloads, growth } = report;
  const notes = closingNotes(report);
  return `${[
    "# Benchmarks",
    "_Written by `lockstep bench --report`; do not edit._",
    ...machineBlock(report),
    HOW,
    ...workloads.flatMap((result) => [
      ...workloadBlock(result, report.options.rounds),
      ...(result.workload === "training-step" && pictures.steps
        ? [`![Time of a training step](${REPORT_FILES.steps})`]
        : []),
    ]),
    ...(growth.length === 0 ? [] : ["## Growth"]),
    ...(pictures.growth ? [`![How time and memory grow](${REPORT_FILES.growth})`] : []),
    ...growth.flatMap(growthBlock),
    ...(notes.length === 0 ? [] : ["## Notes", ...list(notes)]),
    `All rounds and points: [${REPORT_FILES.figures}](${REPORT_FILES.figures}).`,
  ].join("\n\n")}\n`;
}

function machineBlock({ environment, createdAt, seconds, options }: BenchReport): readonly string[] {
  const { packages, lockstep, load } = environment;
  const warning = loadWarning(environment);
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version ?? "(not installed)"}`);
  return [
    [
      `- Machine: ${describeMachine(environment)}`,
      `- Versions: lockstep ${lockstep}, ${versions.join(", ")}.`,
      `- Run: ${createdAt.slice(0, 10)}, ${Math.ceil(seconds / 60)} min, load at the start ${load.toFixed(1)}.`,
    ].join("\n"),
    ...(options.quick ? [`**${QUICK_WARNING}**`] : []),
    ...(warning === null ? [] : [`**${warning}**`]),
  ];
}

function workloadBlock(result: WorkloadResult, wantedRounds: number): readonly string[] {
  const { title, description, tableUnit, contestants } = result;
  const heading = [`## ${title}`, `${description.charAt(0).toUpperCase()}${description.slice(1)}.`];
  return [
    ...heading,
    markdownTable(
      ["contestant", "", tableUnit, "speed", "peak MB", "live MB"],
      contestants.map((contestant) => [
        contestant.title,
        contestant.ours ? "ours" : "peer",
        ...figureCells(result, contestant),
      ]),
    ),
    tableNote(result),
    ...list([
      ...cutNotes(result, wantedRounds),
      ...shareNotes(result),
      ...workloadAbsences(result),
      ...slowNotes(result),
      ...idleWarnings(result),
    ]),
  ];
}

function figureCells({ workload, baseline }: WorkloadResult, contestant: ContestantResult): readonly string[] {
  if (contestant.status !== "measured") return [stateOf(contestant), "", "", ""];
  const { name, rounds, time, speed, peakResident, live } = contestant;
  const inBrackets = (from: number, to: number): string =>
    rounds.length < FEWEST_TO_SPREAD ? "(–)" : `(${formatFigure(from)}–${formatFigure(to)})`;
  const { lower, median, upper } = measuredQuartiles(WORKLOADS[workload].measure, time);
  return [
    `${formatFigure(median)} ${inBrackets(lower, upper)}`,
    speed === null || name === baseline
      ? speed === null
        ? "–"
        : "base"
      : `${formatSpeed(speed.median)} ${inBrackets(speed.lower, speed.upper)}`,
    formatMegabytes(peakResident),
    formatMegabytes(live),
  ];
}

function growthBlock(result: GrowthResult): readonly string[] {
  const { headings, rows } = growthCells(result);
  return [
    `### ${result.title}`,
    rows.length === 0 ? "Nobody was watched." : markdownTable(headings, rows),
    ...list(growthAbsences(result)),
  ];
}

function list(sentences: readonly string[]): readonly string[] {
  return sentences.length === 0 ? [] : [sentences.map((sentence) => `- ${sentence}`).join("\n")];
}
