import type { StatusCounts } from "../report/conformance-report.ts";

/**
 * What a cell of the matrix says of a clause on a backend, worst first.
 *
 * - `fails`: a case failed.
 * - `known to fail`: no case passed, and the subject lists some of them as known failures.
 * - `unsupported`: the engine declines what every case needs.
 * - `holds in part`: some cases passed; the others are unsupported or known failures.
 * - `holds`: every case passed.
 * - `not proved by the kit`: all cases ran, and none is about it.
 * - `not run`: some cases ran, and none of them is about it.
 */
export const CELL_VERDICTS = [
  "fails",
  "known to fail",
  "unsupported",
  "holds in part",
  "holds",
  "not proved by the kit",
  "not run",
] as const;

/** One of them: what a cell says. */
export type CellVerdict = (typeof CELL_VERDICTS)[number];

/**
 * The verdict on cases that ended so.
 *
 * @param whole whether all cases ran, so that there are no others.
 */
export function verdictOf(counts: StatusCounts, whole: boolean): CellVerdict {
  if (counts.failed > 0) return "fails";
  const passes = counts.passed > 0;
  if (counts["known-failure"] > 0) return passes ? "holds in part" : "known to fail";
  if (counts.unsupported > 0) return passes ? "holds in part" : "unsupported";
  if (passes) return "holds";
  return whole ? "not proved by the kit" : "not run";
}
