import { quartilesOf } from "../measure/quartiles.ts";
import type { ProcessMemory } from "../measure/process-memory.ts";
import { roundShares, roundSpeeds } from "../measure/round-speeds.ts";
import type { BenchOutcomes } from "../child/bench-task.ts";
import type {
  ContestantAbsence,
  ContestantFigures,
  ContestantInfo,
  ContestantResult,
  WorkloadResult,
} from "../report/bench-report.ts";
import { WORKLOADS } from "../workload-facts.ts";
import type { Contestant, WorkloadName, WorkloadSize } from "../workload.ts";

/** What came back from one contestant: every round, or why not. */
export type ContestantRecord = { readonly contestant: Contestant } & (
  | { readonly slices: readonly BenchOutcomes["slice"][]; readonly memory: ProcessMemory }
  | { readonly absence: ContestantAbsence }
);

/** In less, the end of a turn and its message are all that happens. */
const SHORTEST_WAIT_MILLISECONDS = 100;

/**
 * Makes figures of the records of one workload.
 *
 * @param timeUp whether it was ended before its last round.
 */
export function summariseWorkload(
  workload: WorkloadName,
  size: WorkloadSize,
  records: readonly ContestantRecord[],
  timeUp: boolean,
): WorkloadResult {
  const { title, measure, describe } = WORKLOADS[workload];
  const baseline = baselineOf(records);
  const baselineTimes = baseline === undefined ? null : timesOf(baseline);
  return {
    workload,
    title,
    description: describe(size),
    tableUnit: measure.unit,
    rounds: Math.max(0, ...records.map((record) => timesOf(record).length)),
    timeUp,
    baseline: baseline?.contestant.name ?? null,
    contestants: records.map((record) => resultOf(record, baselineTimes, records)),
  };
}

/** The first peer that ran. */
function baselineOf(records: readonly ContestantRecord[]): ContestantRecord | undefined {
  return records.find((record) => "slices" in record && !record.contestant.ours);
}

/** What every report says of a contestant. */
export function contestantInfo({ name, title, ours, threads = 1 }: Contestant): ContestantInfo {
  return { name, title, ours, threads };
}

function resultOf(
  record: ContestantRecord,
  baseline: readonly number[] | null,
  records: readonly ContestantRecord[],
): ContestantResult {
  const info = contestantInfo(record.contestant);
  if ("absence" in record) return { ...info, ...record.absence };
  const times = timesOf(record);
  return {
    ...info,
    status: "measured",
    rounds: times,
    time: quartilesOf(times),
    speed: baseline === null ? null : roundSpeeds(times, baseline),
    share: shareOf(record, records),
    processorTime: quartilesOf(record.slices.map(({ processorMilliseconds }) => processorMilliseconds)).median,
    idleShare: idleShareOf(record.slices),
    peakResident: record.memory.peakResident,
    live: record.memory.live,
  };
}

function shareOf(record: ContestantRecord, records: readonly ContestantRecord[]): ContestantFigures["share"] {
  const other = records.find(({ contestant }) => contestant.name === record.contestant.beside);
  return other === undefined || "absence" in other
    ? null
    : { of: other.contestant.name, quartiles: roundShares(timesOf(record), timesOf(other)) };
}

/** Over all waits between two turns; before the first, the process was still starting. */
function idleShareOf(slices: readonly BenchOutcomes["slice"][]): number {
  const waits = slices.slice(1).map(({ idle }) => idle);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const waited = sum(waits.map(({ milliseconds }) => milliseconds));
  return waited < SHORTEST_WAIT_MILLISECONDS
    ? 0
    : sum(waits.map(({ processorMilliseconds }) => processorMilliseconds)) / waited;
}

function timesOf(record: ContestantRecord): readonly number[] {
  return "slices" in record ? record.slices.map(({ milliseconds }) => milliseconds) : [];
}
