import type { ConformanceReport } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";

/** What a run comes to, in a sentence. */
export function describeVerdict({ subject, place, counts, cases }: ConformanceReport): string {
  const where = `${subject} in ${place}`;
  if (counts.failed > 0) return `${where} fails ${countOf(counts.failed)} of ${formatCount(cases.length)}.`;
  const left = [
    ...(counts.unsupported > 0 ? [`declines ${formatCount(counts.unsupported)} as it says it does`] : []),
    ...(counts["known-failure"] > 0 ? [`has ${formatCount(counts["known-failure"])} known failures`] : []),
  ];
  if (left.length === 0) return `${where} passes all of ${countOf(cases.length)}.`;
  return `${where} passes ${formatCount(counts.passed)} of ${countOf(cases.length)}, ${left.join(" and ")}, and fails none.`;
}

function countOf(cases: number): string {
  return `${formatCount(cases)} ${cases === 1 ? "case" : "cases"}`;
}
