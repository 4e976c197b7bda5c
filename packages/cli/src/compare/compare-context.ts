import type { EngineName } from "../engines.ts";
import type { Output } from "../terminal/output.ts";
import type { TrainingProcess } from "../training-process/training-process.ts";
import type { DatasetFacts } from "./compare-options.ts";

/** What both parts of the comparison work with. */
export interface CompareContext {
  readonly dataset: DatasetFacts;
  /** Training processes at a time. */
  readonly jobs: number;
  readonly output: Output;
  readonly startProcess: (engine: EngineName) => TrainingProcess;
}
