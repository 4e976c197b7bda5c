import { CASE_STATUSES, type CaseOutcome } from "../case/case-status.ts";
import type { StatusCounts } from "./conformance-report.ts";

/** How many outcomes there are of each status; every status is there, in one order. */
export function countStatuses(outcomes: readonly CaseOutcome[]): StatusCounts {
  const counts = Object.fromEntries(CASE_STATUSES.map((status) => [status, 0])) as Record<
    CaseOutcome["status"],
    number
  >;
  for (const { status } of outcomes) counts[status]++;
  return counts;
}
