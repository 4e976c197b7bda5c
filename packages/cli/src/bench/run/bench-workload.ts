import { workloadAbsences } from "../../render/bench/absences.ts";
import { cutNotes, idleWarnings, shareNotes, slowNotes, tableNote } from "../../render/bench/bench-notes.ts";
import { benchProgress } from "../../render/bench/bench-progress.ts";
import { formatRounds } from "../../render/bench/format-rounds.ts";
import { workloadTable } from "../../render/bench/workload-table.ts";
import { printHeading, printParagraph } from "../../render/page.ts";
import type { WorkloadResult } from "../report/bench-report.ts";
import { WORKLOADS } from "../workload-facts.ts";
import type { WorkloadName } from "../workload.ts";
import { openProcesses, type BenchContext } from "./bench-context.ts";
import { runWorkload } from "./run-workload.ts";

/** Runs one workload, and prints its table, with how many of the workloads it is. */
export async function benchWorkload(workload: WorkloadName, context: BenchContext): Promise<WorkloadResult> {
  const { options, output } = context;
  const { title, describe } = WORKLOADS[workload];
  const { workloads } = options;
  const place = workloads.length === 1 ? "" : ` (${workloads.indexOf(workload) + 1} of ${workloads.length})`;
  printHeading(output, `${title}${place}`);
  printParagraph(output, `${describe(options.size)}.`);
  const result = await runWatched(workload, context);
  output.write(`\n${workloadTable(result, output.columns)}\n\n`);
  printParagraph(output, `${tableNote(result)} ±: half the width of the middle half of the rounds.`, "dim");
  for (const note of cutNotes(result, options.rounds)) printParagraph(output, note);
  for (const note of shareNotes(result)) printParagraph(output, note);
  for (const absence of workloadAbsences(result)) printParagraph(output, absence, "yellow");
  for (const note of slowNotes(result)) printParagraph(output, note, "dim");
  for (const warning of idleWarnings(result)) printParagraph(output, warning, "yellow");
  return result;
}

async function runWatched(workload: WorkloadName, context: BenchContext): Promise<WorkloadResult> {
  const { options, source, output, signal } = context;
  using processes = openProcesses(context);
  using progress = benchProgress(output);
  const result = await runWorkload(workload, source.contestants[workload], options, {
    start: (name, contestant) => processes.start(name, contestant),
    onProgress: (state, share) => progress.advance(state, share),
  });
  // The processes that an interruption ends fail; what to tell is the interruption.
  signal.throwIfAborted();
  progress.finish(formatRounds(result.rounds));
  return result;
}
