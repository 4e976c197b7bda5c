import { CASE_STATUSES, type ConformanceReport, type StatusCounts } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";

type Outcome = Pick<ConformanceReport, "subject" | "place" | "counts" | "core">;

/**
 * Whether an engine conforms: nothing failed, and of the cases that ask it for anything it passed some. An engine that
 * declines everything fails nothing either. Of a part of the cases it may decline all.
 */
export function conforms({ counts, core, only }: Pick<ConformanceReport, "counts" | "core" | "only">): boolean {
  return counts.failed === 0 && (only !== undefined || counts.unsupported === 0 || counts.passed > core.passed);
}

/**
 * What a run comes to, in a sentence. Cases that ask the engine for nothing, about core on this runtime, are told apart.
 *
 * @param part which part of the cases ran, told in a second sentence. @default all of them
 */
export function describeVerdict(outcome: Outcome, part?: string): string {
  return [verdictOn(outcome, part === undefined), ...(part === undefined ? [] : [`This is a part: ${part}.`])].join(
    " ",
  );
}

function verdictOn({ subject, place, counts, core }: Outcome, whole: boolean): string {
  const where = `${subject} in ${place}`;
  const [all, ofCore] = [totalOf(counts), totalOf(core)];
  if (counts.failed > 0) return `${where} fails ${formatCount(counts.failed)} of ${casesIn(all)}.`;
  if (ofCore === all) return `${where} passes ${countPassed(counts)}${ofCore === 0 ? "" : " about core"}.`;
  const own = minus(counts, core);
  const beside = ofCore === 0 ? "" : ` Beside them, ${formatCount(core.passed)} about core hold on this runtime.`;
  if (whole && own.unsupported > 0 && own.passed === 0) {
    return `${where} passes none of ${casesIn(totalOf(own))}: it declines what it is asked.${beside}`;
  }
  const { unsupported, "known-failure": known } = own;
  if (unsupported + known === 0) return `${where} passes ${countPassed(own)}.${beside}`;
  const parts = [
    `${where} passes ${formatCount(own.passed)} of ${casesIn(totalOf(own))}`,
    ...(unsupported > 0 ? [`declines ${formatCount(unsupported)} as it says it does`] : []),
    ...(known > 0 ? [`has ${formatCount(known)} known to fail`, "and fails no other."] : ["and fails none."]),
  ];
  return `${parts.join(", ")}${beside}`;
}

function countPassed(counts: StatusCounts): string {
  const { passed, unsupported, "known-failure": known } = counts;
  const total = totalOf(counts);
  return unsupported + known === 0 ? `all of ${casesIn(total)}` : `${formatCount(passed)} of ${casesIn(total)}`;
}

function casesIn(total: number): string {
  return `${formatCount(total)} ${total === 1 ? "case" : "cases"}`;
}

function totalOf(counts: StatusCounts): number {
  return CASE_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

function minus(counts: StatusCounts, core: StatusCounts): StatusCounts {
  return {
    passed: counts.passed - core.passed,
    failed: counts.failed - core.failed,
    unsupported: counts.unsupported - core.unsupported,
    "known-failure": counts["known-failure"] - core["known-failure"],
  };
}
