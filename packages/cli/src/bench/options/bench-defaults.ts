import type { BenchOptions, GrowthOptions } from "./bench-options.ts";

type Lengths = Pick<BenchOptions, "rounds" | "warmUp" | "slice" | "size" | "turnMilliseconds" | "workloadMilliseconds">;

/** The sizes that count, in as few rounds as have a spread: two to three minutes on two processors. */
export const DEFAULTS: Lengths = {
  rounds: 3,
  // ONNX Runtime Web and jax-js, whose code V8 compiles anew as it runs, are at their speed after one second and a half.
  warmUp: { milliseconds: 2000, runs: 3 },
  slice: { milliseconds: 200, runs: 3 },
  size: { batchSize: 128, width: 512, elements: 1_048_576, rows: 1_000_000 },
  turnMilliseconds: 3000,
  workloadMilliseconds: 80_000,
};

/** Of `--full`, which shows growth too: about ten minutes on two processors. */
export const FULL_DEFAULTS: Lengths = { ...DEFAULTS, rounds: 9 };

/** Of `--quick`: everything but growth in less than a minute. */
export const QUICK_DEFAULTS: Lengths = {
  rounds: 3,
  warmUp: { milliseconds: 10, runs: 1 },
  slice: { milliseconds: 10, runs: 1 },
  size: { batchSize: 32, width: 128, elements: 65_536, rows: 10_000 },
  turnMilliseconds: 500,
  workloadMilliseconds: 5000,
};

export const GROWTH_DEFAULTS: GrowthOptions = {
  steps: 10_000,
  warmUp: { milliseconds: 1000, runs: 3 },
  slices: 3,
  milliseconds: 400_000,
};
