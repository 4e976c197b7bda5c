import type { CaseResult } from "@lockstep/conformance";

/** Failures with one message. */
export interface FailureGroup {
  readonly reason: string;
  /** In the order in which they ran; at least one. */
  readonly cases: readonly [CaseResult, ...CaseResult[]];
}

/** Failures by their message, the most frequent first, otherwise in the order in which they ran. */
export function groupFailures(cases: readonly CaseResult[]): readonly FailureGroup[] {
  const groups = new Map<string, [CaseResult, ...CaseResult[]]>();
  for (const result of cases) {
    if (result.status !== "failed") continue;
    const { reason = "no reason" } = result;
    const group = groups.get(reason);
    if (group === undefined) groups.set(reason, [result]);
    else group.push(result);
  }
  return [...groups]
    .map(([reason, found]) => ({ reason, cases: found }))
    .sort((a, b) => b.cases.length - a.cases.length);
}
