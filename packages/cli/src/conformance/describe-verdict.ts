import type { ConformanceReport } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";

type Outcome = Pick<ConformanceReport, "subject" | "place" | "counts">;

/**
 * What a run comes to, in a sentence.
 *
 * @param part which part of the cases ran, told in a second sentence. @default all of them
 */
export function describeVerdict(outcome: Outcome, part?: string): string {
  return [verdictOn(outcome), ...(part === undefined ? [] : [`This is a part: ${part}.`])].join(" ");
}

function verdictOn({ subject, place, counts }: Outcome): string {
  const { passed, failed, unsupported, "known-failure": known } = counts;
  const where = `${subject} in ${place}`;
  const total = passed + failed + unsupported + known;
  const cases = `${formatCount(total)} ${total === 1 ? "case" : "cases"}`;
  if (failed > 0) return `${where} fails ${formatCount(failed)} of ${cases}.`;
  if (passed === total) return `${where} passes all of ${cases}.`;
  return [
    `${where} passes ${formatCount(passed)} of ${cases}`,
    ...(unsupported > 0 ? [`declines ${formatCount(unsupported)} as it says it does`] : []),
    ...(known > 0 ? [`has ${formatCount(known)} known to fail`, "and fails no other."] : ["and fails none."]),
  ].join(", ");
}
