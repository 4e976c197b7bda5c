import { growthAbsences } from "../../render/bench/absences.ts";
import { benchProgress } from "../../render/bench/bench-progress.ts";
import { growthCells } from "../../render/bench/growth-cells.ts";
import { printHeading, printParagraph } from "../../render/page.ts";
import { plainTable } from "../../render/plain-table.ts";
import type { GrowthOptions } from "../options/bench-options.ts";
import type { GrowthResult } from "../report/bench-report.ts";
import { openProcesses, type BenchContext } from "../run/bench-context.ts";
import type { GrowthSeries } from "./growth-plan.ts";
import { runGrowth } from "./run-growth.ts";

/** Measures one series after the other, and prints its table. */
export async function benchGrowth(
  plan: readonly GrowthSeries[],
  growth: GrowthOptions,
  context: BenchContext,
): Promise<readonly GrowthResult[]> {
  const { output } = context;
  const deadline = performance.now() + growth.milliseconds;
  const results: GrowthResult[] = [];
  for (const series of plan) {
    printHeading(output, `Growth: ${series.title.toLowerCase()}`);
    const result = await runWatched(series, growth, deadline, context);
    if (result.contestants.length > 0) {
      const { headings, rows } = growthCells(result);
      output.write(`\n${plainTable([headings], rows)}\n`);
    }
    for (const absence of growthAbsences(result)) printParagraph(output, absence, "yellow");
    results.push(result);
  }
  return results;
}

async function runWatched(
  series: GrowthSeries,
  growth: GrowthOptions,
  deadline: number,
  context: BenchContext,
): Promise<GrowthResult> {
  const { options, source, output, signal } = context;
  using processes = openProcesses(context);
  using progress = benchProgress(output);
  const result = await runGrowth(series, source.contestants[series.workload], {
    options: { ...options, growth },
    start: (name, contestant) => processes.start(name, contestant),
    deadline,
    onProgress: (state, share) => progress.advance(state, share),
  });
  signal.throwIfAborted();
  const points = result.contestants.reduce((sum, line) => sum + line.points.length, 0);
  progress.finish(points === 1 ? "1 point" : `${points} points`);
  return result;
}
