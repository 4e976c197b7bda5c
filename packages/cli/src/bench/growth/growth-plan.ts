import type { WorkloadName, WorkloadSize } from "../workload.ts";

/** A size that grows; each value gets a process of its own. */
export interface SizeSeries extends SeriesFacts {
  readonly axis: "batch size" | "width" | "rows";
  readonly values: readonly number[];
}

/** A run that goes on; one process is looked at on the way. */
export interface StepSeries extends SeriesFacts {
  readonly axis: "steps";
  /** How often it is looked at. */
  readonly samples: number;
}

/** What grows, and who is watched. */
export type GrowthSeries = SizeSeries | StepSeries;

export type GrowthAxis = GrowthSeries["axis"];

interface SeriesFacts {
  readonly title: string;
  readonly workload: WorkloadName;
  /** Names of contestants of the workload. */
  readonly contestants: readonly string[];
  /** Sizes that differ from those of the tables. */
  readonly size: Partial<WorkloadSize>;
}

/** Of the network that is trained: ours, and what is nearest to each. */
const TRAINING = ["reference-simd", "tfjs-engine-wasm", "ort-engine", "tfjs-wasm"];

/** What grows, in the order of the report; what comes late is left out where time runs out. Whom to watch is chosen here. */
export const GROWTH_PLAN: readonly GrowthSeries[] = [
  {
    axis: "batch size",
    title: "Batch size of a training step",
    workload: "training-step",
    contestants: TRAINING,
    values: [32, 64, 128, 256, 512, 1024],
    size: {},
  },
  {
    axis: "width",
    title: "Width of the hidden layers of a training step",
    workload: "training-step",
    contestants: TRAINING,
    values: [128, 256, 512, 1024],
    size: {},
  },
  {
    axis: "steps",
    title: "Steps of a training run",
    workload: "training-step",
    contestants: TRAINING.slice(0, 3),
    samples: 40,
    // Small, so that thousands of steps take seconds.
    size: { batchSize: 32, width: 128 },
  },
  {
    axis: "rows",
    title: "Rows of a shuffle",
    workload: "shuffling",
    contestants: ["lockstep", "fisher-yates"],
    values: [1e4, 1e6, 1e8, 1e10, 1e12],
    size: {},
  },
];
