import { CASE_STATUSES, type CaseStatus } from "../case/case-status.ts";
import type { StatusCounts } from "../report/conformance-report.ts";
import type { MatrixCell } from "./feature-matrix.ts";

/** Failures first. */
const ORDER: readonly CaseStatus[] = ["failed", "known-failure", "unsupported", "passed"];

const WORDS: Readonly<Record<CaseStatus, readonly [one: string, several: string]>> = {
  failed: ["failed", "failed"],
  "known-failure": ["known failure", "known failures"],
  unsupported: ["unsupported", "unsupported"],
  passed: ["passed", "passed"],
};

/** How many cases there are. */
export function casesIn(counts: StatusCounts): number {
  return CASE_STATUSES.reduce((sum, status) => sum + counts[status], 0);
}

/** As in `3,584`. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** The number in a narrow cell: `24` of all, `20/24` of some, nothing where nothing passed or ran. */
export function cellNumber({ verdict, counts }: Pick<MatrixCell, "verdict" | "counts">): string {
  if (verdict === "holds") return String(counts.passed);
  if (verdict === "fails" || verdict === "holds in part") return `${counts.passed}/${casesIn(counts)}`;
  return "";
}

/** As in `3 failed, 4 unsupported, 20 passed`. */
export function countsInWords(counts: StatusCounts): string {
  return ORDER.filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${statusInWords(status, counts[status])}`)
    .join(", ");
}

/** As in `known failures`. */
export function statusInWords(status: CaseStatus, cases: number): string {
  return WORDS[status][cases === 1 ? 0 : 1];
}
