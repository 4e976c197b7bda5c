import type { PreparedWorkload } from "../workload.ts";
import { quartilesOf } from "./quartiles.ts";

/** How long a contestant runs when it is its turn. */
export interface SliceRule {
  /** At least so long... */
  readonly milliseconds: number;
  /** ... and at least so often, unless that takes ten times as long. */
  readonly runs: number;
}

/** What one slice came to. */
export interface SliceTimes {
  readonly runs: number;
  /** Wall time of a unit: the median over the runs. */
  readonly milliseconds: number;
  /** Processor time of a unit, of all threads: the mean over the runs. */
  readonly processorMilliseconds: number;
}

/** A slow workload must not hold up the round for the sake of its own median. */
const LONGEST = 10;

/** Runs a workload for one slice, and times every run. */
export async function timeSlice(workload: PreparedWorkload, rule: SliceRule): Promise<SliceTimes> {
  const { units } = workload;
  const times: number[] = [];
  const processorBefore = process.cpuUsage();
  const begun = performance.now();
  let now = begun;
  do {
    const before = now;
    const done = workload.run();
    // Awaiting a run that is over would cost more than some of them take.
    if (done !== undefined) await done;
    now = performance.now();
    times.push((now - before) / units);
  } while (!isOver(rule, times.length, now - begun));
  const { user, system } = process.cpuUsage(processorBefore);
  return {
    runs: times.length,
    milliseconds: quartilesOf(times).median,
    processorMilliseconds: (user + system) / 1000 / times.length / units,
  };
}

function isOver(rule: SliceRule, runs: number, elapsed: number): boolean {
  return elapsed >= rule.milliseconds && (runs >= rule.runs || elapsed >= LONGEST * rule.milliseconds);
}
