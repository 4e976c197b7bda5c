import type { BenchReport } from "./bench-report.ts";

/** Whether a contestant of ours failed, in a workload or at a size. A package that is missing is no failure. */
export function oursFailed({ workloads, growth }: Pick<BenchReport, "workloads" | "growth">): boolean {
  return (
    workloads.some(({ contestants }) => contestants.some(({ ours, status }) => ours && status === "failed")) ||
    growth.some(({ contestants }) =>
      contestants.some(({ ours, points }) => ours && points.some(({ status }) => status === "failed")),
    )
  );
}
