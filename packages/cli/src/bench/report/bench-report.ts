import type { Quartiles } from "../measure/quartiles.ts";
import type { GrowthAxis } from "../growth/growth-plan.ts";
import type { WorkloadName, WorkloadSize } from "../workload.ts";
import type { BenchEnvironment } from "./bench-environment.ts";

/** The file of `--json`, and `report.json` of `--report`. All times are milliseconds, all memory is in bytes. */
export interface BenchReport {
  /** Changes when a reader of the old one could be misled. */
  readonly format: "lockstep-bench/1";
  readonly createdAt: string;
  /** How long everything took. */
  readonly seconds: number;
  readonly environment: BenchEnvironment;
  readonly options: BenchSettings;
  readonly workloads: readonly WorkloadResult[];
  /** Empty where it was left out. */
  readonly growth: readonly GrowthResult[];
}

/** What decides how figures come about. */
interface BenchSettings {
  readonly quick: boolean;
  readonly rounds: number;
  readonly sliceMilliseconds: number;
  readonly size: WorkloadSize;
}

/** One workload, and how everybody did. */
export interface WorkloadResult {
  readonly workload: WorkloadName;
  readonly title: string;
  readonly description: string;
  /** What tables tell the times in; here they are milliseconds of one unit of work. */
  readonly tableUnit: string;
  /** Rounds that were done. */
  readonly rounds: number;
  /** Whether rounds that were asked for were left out, since the workload's time was up. */
  readonly timeUp: boolean;
  /**
   * Name of the contestant that speeds are relative to: the first that is not ours, of those that ran. Null if there is
   * none.
   */
  readonly baseline: string | null;
  readonly contestants: readonly ContestantResult[];
}

/** Who did it. */
export interface ContestantInfo {
  readonly name: string;
  readonly title: string;
  readonly ours: boolean;
  readonly threads: number;
}

export type ContestantResult = ContestantInfo & (ContestantFigures | ContestantAbsence);

export interface ContestantFigures {
  readonly status: "measured";
  /** Wall time of one unit of work in each round; who is slow has the first rounds only. */
  readonly rounds: readonly number[];
  /** Over the rounds. */
  readonly time: Quartiles;
  /** How many times as fast as the baseline: over the ratios of each round. Null without a baseline. */
  readonly speed: Quartiles | null;
  /** Its time as a share of another's, over the ratios of each round. Null where it is told beside nobody who ran. */
  readonly share: { readonly of: string; readonly quartiles: Quartiles } | null;
  /** Processor time of one unit of work, of all threads: the median over the rounds. */
  readonly processorTime: number;
  /** Share of a processor that the process took while others had their turn, over all rounds. */
  readonly idleShare: number;
  readonly peakResident: number;
  readonly live: number;
}

/** Why there are no figures. */
export interface ContestantAbsence {
  /**
   * `missing` is a package that is not installed, `unsupported` what this place, or the contestant at this size, cannot do, `skipped` what there
   * was no time for.
   */
  readonly status: "missing" | "unsupported" | "failed" | "skipped";
  readonly reason: string;
  readonly remedy: string | null;
  /** The stack of an error without a code, or what the process last said. */
  readonly details: string;
}

/** Time and memory as one size grows. */
export interface GrowthResult {
  readonly axis: GrowthAxis;
  readonly title: string;
  readonly workload: WorkloadName;
  /** What tables tell the times in; here they are milliseconds of one unit of work. */
  readonly tableUnit: string;
  readonly contestants: readonly GrowthLine[];
}

/** One contestant's points. */
export interface GrowthLine extends ContestantInfo {
  readonly points: readonly (GrowthPoint | (ContestantAbsence & { readonly value: number }))[];
}

export interface GrowthPoint {
  readonly status: "measured";
  /** The size, or the number of steps done. */
  readonly value: number;
  /** Wall time of one unit of work. */
  readonly milliseconds: number;
  /** Physical memory: the peak of a process of its own; over steps, of the moment. */
  readonly resident: number;
  /** In use of the heap and of buffers outside of it, after a collection. */
  readonly live: number;
}
