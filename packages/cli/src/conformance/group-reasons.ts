import type { CaseResult, CaseStatus } from "@lockstep/conformance";

/** Cases that ended alike for one reason. */
export interface ReasonGroup {
  readonly reason: string;
  readonly cases: number;
  /** What is asked for in vain, with the number of cases: `layer conv2d`; none of reasons that name nothing. */
  readonly wanted: readonly (readonly [what: string, cases: number])[];
}

/** Reasons of what is unsupported begin with what was asked for: `layer conv2d: no kernel yet`. */
const WANTED = /^([^:]+): ([\s\S]+)$/;

/** The reasons of all cases with a status, the most frequent first. */
export function groupReasons(cases: readonly CaseResult[], status: CaseStatus): readonly ReasonGroup[] {
  const groups = new Map<string, Map<string, number>>();
  for (const result of cases) {
    if (result.status !== status) continue;
    const given = result.reason ?? "no reason";
    const [, what = "", reason = given] = status === "unsupported" ? (WANTED.exec(given) ?? []) : [];
    const group = groups.get(reason) ?? new Map<string, number>();
    group.set(what, (group.get(what) ?? 0) + 1);
    groups.set(reason, group);
  }
  return [...groups]
    .map(([reason, wanted]) => ({
      reason,
      cases: [...wanted.values()].reduce((sum, count) => sum + count, 0),
      wanted: [...wanted].filter(([what]) => what !== "").sort((a, b) => b[1] - a[1]),
    }))
    .sort((a, b) => b.cases - a.cases);
}
