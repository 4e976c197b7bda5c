import { processGroup, type ProcessGroup } from "../../child-process/process-group.ts";
import type { Output } from "../../terminal/output.ts";
import { startContestantProcess, type ContestantProcess } from "../child/contestant-process.ts";
import type { ContestantSource } from "../contestant-source.ts";
import type { BenchOptions } from "../options/bench-options.ts";
import type { Contestant, WorkloadName } from "../workload.ts";

/** What every part of a benchmark is run with. */
export interface BenchContext {
  readonly options: BenchOptions;
  readonly source: ContestantSource;
  readonly output: Output;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
}

/** Processes of contestants, which are ended with the part that they are for. */
export function openProcesses({
  source,
  signal,
}: BenchContext): ProcessGroup<[workload: WorkloadName, contestant: Contestant], ContestantProcess> {
  return processGroup(signal, (workload: WorkloadName, contestant: Contestant) =>
    startContestantProcess(source.module, workload, contestant),
  );
}
