import type { ConformanceReport } from "./conformance-report.ts";

/** Whether every case ran, so that there are no others. */
export function ranWhole({ only, part }: Pick<ConformanceReport, "only" | "part">): boolean {
  return only === undefined && part === undefined;
}

/**
 * Which part of the cases a report is of, as in `only cases with “dropout”`; empty where every case ran.
 *
 * @example
 * partInWords({ part: "one case in 20" }); // "only one case in 20"
 */
export function partInWords({ only, part }: Pick<ConformanceReport, "only" | "part">): string {
  const parts = [only === undefined ? [] : `cases with “${only}”`, part ?? []].flat();
  return parts.length === 0 ? "" : `only ${parts.join(", ")}`;
}
