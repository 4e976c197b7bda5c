import type { SliceRule } from "../measure/time-slice.ts";
import type { WorkloadName, WorkloadSize } from "../workload.ts";

/** Checked options of `lockstep bench`, with every default filled in. */
export interface BenchOptions {
  /** In the order of the report. */
  readonly workloads: readonly WorkloadName[];
  readonly quick: boolean;
  readonly rounds: number;
  /** How long each contestant runs before the first round, and in each. */
  readonly warmUp: SliceRule;
  readonly slice: SliceRule;
  readonly size: WorkloadSize;
  /** Who takes longer for every turn has three rounds only. */
  readonly turnMilliseconds: number;
  /** No round begins when a workload has taken so long, once there are three. */
  readonly workloadMilliseconds: number;
  /** Null leaves growth out. */
  readonly growth: GrowthOptions | null;
  /** Where the figures go as JSON. */
  readonly json: string | null;
  /** Folder that the report goes to. */
  readonly report: string | null;
}

export interface GrowthOptions {
  /** Steps of the run whose memory is watched. */
  readonly steps: number;
  /** How long each process runs before it is measured. */
  readonly warmUp: SliceRule;
  readonly slices: number;
  /** No point is begun when all of it has taken so long. */
  readonly milliseconds: number;
}
