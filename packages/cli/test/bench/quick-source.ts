import type { ContestantSource } from "../../src/bench/contestant-source.ts";
import type { BenchOptions } from "../../src/bench/options/bench-options.ts";
import { CONTESTANTS } from "./quick-contestants.ts";

/** The contestants of tests. */
export const QUICK_SOURCE: ContestantSource = {
  module: new URL("quick-contestants.ts", import.meta.url).href,
  contestants: CONTESTANTS,
};

/** Options of a run of a second or two, without files. */
export function quickOptions(changes: Partial<BenchOptions> = {}): BenchOptions {
  return {
    workloads: ["training-step"],
    quick: false,
    rounds: 3,
    warmUp: { milliseconds: 1, runs: 1 },
    slice: { milliseconds: 20, runs: 3 },
    size: { batchSize: 3, width: 8, elements: 16, rows: 100 },
    turnMilliseconds: 1000,
    workloadMilliseconds: 30_000,
    growth: null,
    json: null,
    report: null,
    ...changes,
  };
}
