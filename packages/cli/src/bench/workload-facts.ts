import {
  MILLION_INDICES_PER_SECOND,
  MILLISECONDS_PER_STEP,
  NANOSECONDS_PER_ELEMENT,
  ROWS_PER_SECOND,
  type Measure,
} from "./measure/measure.ts";
import { formatCount } from "../render/number-format.ts";
import type { WorkloadName, WorkloadSize } from "./workload.ts";

/** Rows that are evaluated at once, whatever the size. */
export const EVALUATION_ROWS = 1000;

/** What tables and pictures say about a workload. */
export interface WorkloadFacts {
  readonly title: string;
  readonly measure: Measure;
  /** What is done, in a few words. */
  readonly describe: (size: WorkloadSize) => string;
}

function network({ width }: WorkloadSize): string {
  return `784-${width}-${width}-10`;
}

/** Every workload, in the order in which they run. */
export const WORKLOADS: Readonly<Record<WorkloadName, WorkloadFacts>> = {
  "training-step": {
    title: "Training step",
    measure: MILLISECONDS_PER_STEP,
    describe: (size) => `one SGD step of ${network(size)} with dropout 0.5, batches of ${size.batchSize}`,
  },
  evaluation: {
    title: "Evaluation",
    measure: ROWS_PER_SECOND,
    describe: (size) => `loss and accuracy of ${network(size)}, ${formatCount(EVALUATION_ROWS)} rows at once`,
  },
  dropout: {
    title: "Dropout alone",
    measure: NANOSECONDS_PER_ELEMENT,
    describe: ({ elements }) => `dropout 0.5 of ${formatCount(elements)} activations`,
  },
  masks: {
    title: "Mask generation",
    measure: NANOSECONDS_PER_ELEMENT,
    describe: ({ elements }) => `the random bits of ${formatCount(elements)} elements`,
  },
  shuffling: {
    title: "Shuffling",
    measure: MILLION_INDICES_PER_SECOND,
    describe: ({ rows }) => `the random order of ${formatCount(rows)} rows`,
  },
  "batch-assembly": {
    title: "Batch assembly",
    measure: ROWS_PER_SECOND,
    describe: ({ batchSize, rows }) =>
      `batches of ${batchSize} rows, gathered in random order from ${formatCount(rows)}`,
  },
  bookkeeping: {
    title: "Bookkeeping of fit",
    measure: MILLISECONDS_PER_STEP,
    describe: (size) => `fit around the steps of ${network(size)}, batches of ${size.batchSize}`,
  },
};

/** The names of all workloads, in the order in which they run. */
export const WORKLOAD_NAMES: readonly WorkloadName[] = Object.keys(WORKLOADS) as WorkloadName[];
