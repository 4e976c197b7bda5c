import type { ContestantAbsence } from "../../bench/report/bench-report.ts";

/** What stands in the place of figures. */
export function stateOf({ status }: Pick<ContestantAbsence, "status">): string {
  if (status === "missing") return "not installed";
  return status === "unsupported" ? "not here" : status;
}
