import type { CaseResult, StatusCounts } from "@lockstep/conformance";
import type { BackendAvailability } from "../../backends/backend-availability.ts";
import { countResults, NO_COUNTS, ofCore } from "../report/report-of-run.ts";

/** Where a backend is: in the queue, loading, running, through, ended by the user, or broken off. */
type ProgressStatus = "waiting" | "loading" | "running" | "done" | "stopped" | "broken";

/** How far a backend has come. */
export interface BackendProgress {
  readonly backend: BackendAvailability;
  readonly status: ProgressStatus;
  readonly counts: StatusCounts;
  /** Of these, the cases that asked the backend for nothing. */
  readonly core: StatusCounts;
  readonly done: number;
  /** Null until the kit has been loaded. */
  readonly wanted: number | null;
  /** How long cases have run, all workers together. */
  readonly seconds: number;
  /** Why it broke off, and what to do; null otherwise. */
  readonly notice: string | null;
}

/** A backend before its first case. */
export function freshProgress(backend: BackendAvailability): BackendProgress {
  return {
    backend,
    status: "waiting",
    counts: NO_COUNTS,
    core: NO_COUNTS,
    done: 0,
    wanted: null,
    seconds: 0,
    notice: null,
  };
}

/** Whether there are cases left that nobody is about to run. */
export function canGoOn({ status }: BackendProgress): boolean {
  return status === "stopped" || status === "broken";
}

/** Adds cases that ended. */
export function advance(
  progress: BackendProgress,
  results: readonly Pick<CaseResult, "status" | "engine">[],
  seconds: number,
): BackendProgress {
  return {
    ...progress,
    counts: countResults(progress.counts, results),
    core: countResults(progress.core, results.filter(ofCore)),
    done: progress.done + results.length,
    seconds,
  };
}

/** Seconds that the rest will take if it goes on as it went; null before it has gone on for two seconds. */
export function secondsLeft({ status, done, wanted, seconds }: BackendProgress): number | null {
  if (status !== "running" || wanted === null || done === 0 || seconds < 2) return null;
  return (seconds / done) * (wanted - done);
}
