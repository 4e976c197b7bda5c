import type { BenchReport, ContestantResult } from "../../src/bench/report/bench-report.ts";

/** A contestant of three rounds, whose times are given by their quartiles. */
export function contestantOf(
  name: string,
  time: { readonly lower: number; readonly median: number; readonly upper: number },
  changes: { readonly title?: string; readonly ours?: boolean } = {},
): ContestantResult {
  return {
    name,
    title: changes.title ?? name,
    ours: changes.ours ?? false,
    threads: 1,
    status: "measured",
    rounds: [time.lower, time.median, time.upper],
    time,
    speed: { lower: 1, median: 2, upper: 3 },
    share: null,
    processorTime: time.median,
    idleShare: 0,
    peakResident: 123_400_000,
    live: 5_600_000,
  };
}

/** A report of training steps. */
export function benchReportOf(contestants: readonly ContestantResult[], load = 0): BenchReport {
  return {
    format: "lockstep-bench/1",
    createdAt: "2026-01-02T03:04:05.000Z",
    seconds: 61,
    environment: {
      lockstep: "1.2.3",
      node: "24.0.0",
      platform: "linux x64",
      cpu: "A <fast> one",
      parallelism: 2,
      memory: 8 * 2 ** 30,
      load,
      packages: { "onnxruntime-web": "1.30.0", "@jax-js/jax": null },
    },
    options: {
      quick: false,
      rounds: 3,
      sliceMilliseconds: 200,
      size: { batchSize: 128, width: 512, elements: 1, rows: 1 },
    },
    workloads: [
      {
        workload: "training-step",
        title: "Training step",
        description: "one step",
        tableUnit: "ms/step",
        rounds: 3,
        timeUp: false,
        baseline: contestants[0]?.name ?? null,
        contestants,
      },
    ],
    growth: [],
  };
}
