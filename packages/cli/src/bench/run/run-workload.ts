import { availableParallelism } from "node:os";
import type { BenchOutcomes } from "../child/bench-task.ts";
import type { ContestantProcess } from "../child/contestant-process.ts";
import type { BenchOptions } from "../options/bench-options.ts";
import type { ContestantAbsence, WorkloadResult } from "../report/bench-report.ts";
import type { Contestant, WorkloadName } from "../workload.ts";
import { runInLanes } from "../../training-process/run-in-lanes.ts";
import { absenceOf } from "./absence-of.ts";
import { summariseWorkload, type ContestantRecord } from "./summarise-workload.ts";

/** One contestant while its workload runs. */
interface Entry {
  readonly process: ContestantProcess;
  readonly slices: BenchOutcomes["slice"][];
  /** How long the quickest turn took. */
  turnMilliseconds: number;
  absence?: ContestantAbsence;
}

/** Quartiles of fewer rounds say nothing. */
const FEWEST_ROUNDS = 3;

/**
 * Runs one workload: starts a process for each contestant, runs all warm, and then asks one after the other, round after
 * round, so that whatever else the machine does hits all alike. Each round begins with another contestant, for some are
 * slower after a hungry one.
 *
 * @param onProgress told what is done now, and how much of the whole is over.
 */
export async function runWorkload(
  workload: WorkloadName,
  contestants: readonly Contestant[],
  options: BenchOptions,
  {
    start,
    onProgress,
  }: {
    readonly start: (workload: WorkloadName, contestant: Contestant) => ContestantProcess;
    readonly onProgress: (state: string, share: number) => void;
  },
): Promise<WorkloadResult> {
  const { rounds, warmUp, slice, size, turnMilliseconds, workloadMilliseconds } = options;
  let started = 0;
  const entries = await runInLanes(contestants, availableParallelism(), async (contestant): Promise<Entry> => {
    onProgress(`starting ${contestant.name}`, started++ / contestants.length / (rounds + 1));
    const entry: Entry = { process: start(workload, contestant), slices: [], turnMilliseconds: Infinity };
    await ask(entry, { kind: "prepare", size, warmUp });
    return entry;
  });
  const begun = performance.now();
  let timeUp = false;
  for (let round = 0; round < rounds; round++) {
    timeUp = round >= FEWEST_ROUNDS && performance.now() - begun > workloadMilliseconds;
    if (timeUp) break;
    const taking = entries.filter(
      (entry) => isRunning(entry) && (round < FEWEST_ROUNDS || entry.turnMilliseconds <= turnMilliseconds),
    );
    for (const entry of rotated(taking, round)) {
      onProgress(`round ${round + 1} of ${rounds}, ${entry.process.contestant.name}`, (round + 1) / (rounds + 1));
      const turnBegun = performance.now();
      const outcome = await ask(entry, { kind: "slice", slice });
      entry.turnMilliseconds = Math.min(entry.turnMilliseconds, performance.now() - turnBegun);
      if (outcome !== null) entry.slices.push(outcome);
    }
  }
  const records: ContestantRecord[] = [];
  for (const entry of entries) {
    const memory = isRunning(entry) ? await ask(entry, { kind: "memory" }) : null;
    const { contestant } = entry.process;
    entry.process.close();
    records.push(
      memory === null ? { contestant, absence: entry.absence! } : { contestant, slices: entry.slices, memory },
    );
  }
  return summariseWorkload(workload, size, records, timeUp);
}

/** What a task came to; null if it failed, and then the entry knows why. */
async function ask<Kind extends keyof BenchOutcomes>(
  entry: Entry,
  task: Parameters<typeof entry.process.run<Kind>>[0],
): Promise<BenchOutcomes[Kind] | null> {
  const answer = await entry.process.run<Kind>(task);
  if ("outcome" in answer) return answer.outcome;
  entry.absence = absenceOf(entry.process.contestant, answer.failure);
  return null;
}

function isRunning({ absence }: Entry): boolean {
  return absence === undefined;
}

function rotated<Item>(items: readonly Item[], by: number): readonly Item[] {
  const from = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}
