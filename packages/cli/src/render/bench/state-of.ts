import type { ContestantAbsence } from "../../bench/report/bench-report.ts";

/** What stands in the place of figures. */
export function stateOf({ status }: Pick<ContestantAbsence, "status">): string {
  return status === "missing" ? "not installed" : status;
}
