import type { TaskMessage } from "../../child-process/task-message.ts";
import type { ProcessMemory } from "../measure/process-memory.ts";
import type { StepSample } from "../measure/sample-steps.ts";
import type { SliceRule, SliceTimes } from "../measure/time-slice.ts";
import type { WorkloadSize } from "../workload.ts";
import type { IdleTime } from "./idle-meter.ts";

/** What a contestant's process can be asked for; to prepare comes first. */
export type BenchTask =
  /** Load, ready the work and run warm. */
  | { readonly kind: "prepare"; readonly size: WorkloadSize; readonly warmUp: SliceRule }
  /** Run for one slice. */
  | { readonly kind: "slice"; readonly slice: SliceRule }
  /** Run for some steps, and look at the memory. */
  | { readonly kind: "steps"; readonly steps: number }
  /** Measure the process. */
  | { readonly kind: "memory" };

/** What each kind of task comes to. */
export interface BenchOutcomes {
  readonly prepare: SliceTimes;
  readonly slice: SliceTimes & {
    /** The wait since the last turn. */
    readonly idle: IdleTime;
  };
  readonly steps: StepSample;
  readonly memory: ProcessMemory;
}

/** What a contestant's process says. */
export type BenchMessage = TaskMessage<BenchOutcomes[keyof BenchOutcomes], never>;
