import { formatCount } from "../../render/number-format.ts";
import type { ContestantProcess } from "../child/contestant-process.ts";
import { quartilesOf } from "../measure/quartiles.ts";
import type { BenchOptions, GrowthOptions } from "../options/bench-options.ts";
import type { ContestantAbsence, GrowthLine, GrowthResult } from "../report/bench-report.ts";
import { absenceOf } from "../run/absence-of.ts";
import { contestantInfo } from "../run/summarise-workload.ts";
import { WORKLOADS } from "../workload-facts.ts";
import type { Contestant, WorkloadName, WorkloadSize } from "../workload.ts";
import type { GrowthSeries, StepSeries } from "./growth-plan.ts";
import { resize } from "./resize.ts";

type Point = GrowthLine["points"][number];

/** What growth is measured with. */
export interface GrowthContext {
  readonly options: BenchOptions & { readonly growth: GrowthOptions };
  readonly start: (workload: WorkloadName, contestant: Contestant) => ContestantProcess;
  /** In `performance.now()`: no point is begun later. */
  readonly deadline: number;
  /** Told what is measured now, and how much of the series is over. */
  readonly onProgress: (state: string, share: number) => void;
}

const LATE: ContestantAbsence = { status: "skipped", reason: "the time was over", remedy: null, details: "" };

/** Measures one series, each point in a process of its own: its peak is then that of this size alone. */
export async function runGrowth(
  series: GrowthSeries,
  contestants: readonly Contestant[],
  context: GrowthContext,
): Promise<GrowthResult> {
  const { axis, title, workload } = series;
  const watched = contestants.filter(({ name }) => series.contestants.includes(name));
  const points = new Map<Contestant, Point[]>(watched.map((contestant) => [contestant, []]));
  if (axis === "steps") {
    for (const [index, contestant] of watched.entries()) {
      context.onProgress(
        `${formatCount(context.options.growth.steps)} steps, ${contestant.name}`,
        index / watched.length,
      );
      points.get(contestant)!.push(...(await watchSteps(series, contestant, context)));
    }
  } else {
    const size = { ...context.options.size, ...series.size };
    const turns = series.values.flatMap((value) => watched.map((contestant) => ({ value, contestant })));
    for (const [index, { value, contestant }] of turns.entries()) {
      context.onProgress(`${axis} ${formatCount(value)}, ${contestant.name}`, index / turns.length);
      points.get(contestant)!.push(await measureSize(workload, contestant, resize(size, axis, value), value, context));
    }
  }
  return {
    axis,
    title,
    workload,
    tableUnit: WORKLOADS[workload].measure.unit,
    contestants: watched.map((contestant) => ({ ...contestantInfo(contestant), points: points.get(contestant)! })),
  };
}

async function measureSize(
  workload: WorkloadName,
  contestant: Contestant,
  size: WorkloadSize,
  value: number,
  { options, start, deadline }: GrowthContext,
): Promise<Point> {
  if (performance.now() > deadline) return { ...LATE, value };
  const process = start(workload, contestant);
  try {
    const prepared = await process.run({ kind: "prepare", size, warmUp: options.growth.warmUp });
    if ("failure" in prepared) return { ...absenceOf(contestant, prepared.failure), value };
    const times: number[] = [];
    for (let slice = 0; slice < options.growth.slices; slice++) {
      const timed = await process.run({ kind: "slice", slice: options.slice });
      if ("failure" in timed) return { ...absenceOf(contestant, timed.failure), value };
      times.push(timed.outcome.milliseconds);
    }
    const memory = await process.run({ kind: "memory" });
    if ("failure" in memory) return { ...absenceOf(contestant, memory.failure), value };
    const { peakResident, live } = memory.outcome;
    return { status: "measured", value, milliseconds: quartilesOf(times).median, resident: peakResident, live };
  } finally {
    process.close();
  }
}

async function watchSteps(
  { workload, size, samples }: StepSeries,
  contestant: Contestant,
  { options, start, deadline }: GrowthContext,
): Promise<readonly Point[]> {
  const { steps } = options.growth;
  if (performance.now() > deadline) return [{ ...LATE, value: steps }];
  const process = start(workload, contestant);
  try {
    const prepared = await process.run({
      kind: "prepare",
      size: { ...options.size, ...size },
      warmUp: options.growth.warmUp,
    });
    if ("failure" in prepared) return [{ ...absenceOf(contestant, prepared.failure), value: steps }];
    const points: Point[] = [];
    let done = 0;
    // A task each: one of all steps could take as long as one that hangs.
    for (let sample = 1; sample <= samples; sample++) {
      const wanted = Math.ceil((steps * sample) / samples) - done;
      // With more samples than steps, some have nothing to do.
      if (wanted <= 0) continue;
      const watched = await process.run({ kind: "steps", steps: wanted });
      if ("failure" in watched) return [...points, { ...absenceOf(contestant, watched.failure), value: steps }];
      const { steps: taken, ...figures } = watched.outcome;
      done += taken;
      points.push({ status: "measured", value: done, ...figures });
    }
    return points;
  } finally {
    process.close();
  }
}
