import type { CaseResult, ConformanceReport, StatusCounts } from "@lockstep/conformance";
import { partOfRun } from "../selection/part-of-run.ts";
import type { RunHead } from "../worker/conformance-messages.ts";

/** No case yet. */
export const NO_COUNTS: StatusCounts = { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 };

/** The kit's report of a run as far as it has come. */
export function reportOfRun(
  { subject, place, environment, selection, wanted }: RunHead,
  cases: readonly CaseResult[],
  run: ConformanceReport["run"],
): ConformanceReport {
  return {
    format: "lockstep-conformance/1",
    subject,
    place,
    ...partOfRun(selection, cases.length, wanted),
    environment,
    run,
    counts: countResults(NO_COUNTS, cases),
    core: countResults(NO_COUNTS, cases.filter(ofCore)),
    cases,
  };
}

/** Whether a case asked its engine for nothing: it is about core on this JavaScript runtime, the same for every engine. */
export function ofCore({ engine }: Pick<CaseResult, "engine">): boolean {
  return engine !== true;
}

/** Adds results to counts. */
export function countResults(counts: StatusCounts, results: readonly Pick<CaseResult, "status">[]): StatusCounts {
  const sum = { ...counts };
  for (const { status } of results) sum[status]++;
  return sum;
}
