import type { CaseResult, StatusCounts } from "@lockstep/conformance";

/** How the cases of one suite ended. */
export interface SuiteSummary {
  readonly suite: string;
  readonly counts: StatusCounts;
}

/** One line a suite, in the order in which they ran. */
export function summariseSuites(cases: readonly CaseResult[]): readonly SuiteSummary[] {
  const suites = new Map<string, Record<keyof StatusCounts, number>>();
  for (const { suite, status } of cases) {
    const counts = suites.get(suite) ?? { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 };
    counts[status]++;
    suites.set(suite, counts);
  }
  return [...suites].map(([suite, counts]) => ({ suite, counts }));
}
