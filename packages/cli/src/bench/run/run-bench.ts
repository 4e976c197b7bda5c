import { closingNotes, QUICK_WARNING, SPEED_NOTE } from "../../render/bench/closing-notes.ts";
import { formatDuration } from "../../render/number-format.ts";
import { printParagraph } from "../../render/page.ts";
import type { Output } from "../../terminal/output.ts";
import type { ExitCode } from "../../terminal/exit-code.ts";
import type { ContestantSource } from "../contestant-source.ts";
import { benchGrowth } from "../growth/bench-growth.ts";
import { GROWTH_PLAN, type GrowthSeries } from "../growth/growth-plan.ts";
import type { BenchOptions } from "../options/bench-options.ts";
import { benchEnvironment, describeMachine, loadWarning } from "../report/bench-environment.ts";
import type { BenchReport, WorkloadResult } from "../report/bench-report.ts";
import { oursFailed } from "../report/ours-failed.ts";
import { writeReport } from "../report/write-report.ts";
import { benchWorkload } from "./bench-workload.ts";

/**
 * Runs every workload and every size that grows, prints a table of each as it comes, and then writes the files.
 *
 * @param signal ends everything at once; nothing is written then.
 * @param plan what grows. @default that of the command
 * @returns 1 if something of ours failed or a file could not be written, otherwise 0.
 */
export async function runBench(
  options: BenchOptions,
  source: ContestantSource,
  output: Output,
  signal: AbortSignal,
  plan: readonly GrowthSeries[] = GROWTH_PLAN,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const environment = benchEnvironment();
  output.write("\n");
  printParagraph(output, describeMachine(environment));
  const warning = loadWarning(environment);
  if (warning !== null) printParagraph(output, warning, "yellow");

  const context = { options, source, output, signal };
  const workloads: WorkloadResult[] = [];
  for (const workload of options.workloads) {
    if (source.contestants[workload].length > 0) workloads.push(await benchWorkload(workload, context));
  }
  const grown = plan.filter(({ workload }) => options.workloads.includes(workload));
  const growth = options.growth === null ? [] : await benchGrowth(grown, options.growth, context);

  const { quick, rounds, slice, size } = options;
  const report: BenchReport = {
    format: "lockstep-bench/1",
    createdAt: new Date().toISOString(),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    environment,
    options: { quick, rounds, sliceMilliseconds: slice.milliseconds, size },
    workloads,
    growth,
  };
  output.write("\n");
  if (workloads.some(({ baseline }) => baseline !== null)) printParagraph(output, SPEED_NOTE, "dim");
  for (const note of closingNotes(report)) printParagraph(output, note, "yellow");
  const written = writeReport(report, options, output);
  printParagraph(output, `Done in ${formatDuration(performance.now() - startedAt)}.`);
  if (quick) printParagraph(output, QUICK_WARNING, "yellow");
  return written && !oursFailed(report) ? 0 : 1;
}
