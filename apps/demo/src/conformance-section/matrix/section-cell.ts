import type { CellVerdict } from "@lockstep/conformance";
import type { CellView, SectionCellView } from "./matrix-view.ts";

/** A whole specification on a backend: as bad as its worst clause, and how many of its clauses hold. */
export function sectionCell(cells: readonly Pick<CellView, "verdict">[]): SectionCellView {
  const count = (...verdicts: readonly CellVerdict[]): number =>
    cells.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const proved = cells.length - count("not proved by the kit");
  const holding = count("holds");
  return { verdict: verdictOn(proved, holding, count), number: numberOf(proved, holding) };
}

function verdictOn(
  proved: number,
  holding: number,
  count: (...verdicts: readonly CellVerdict[]) => number,
): CellVerdict {
  if (proved === 0) return "not proved by the kit";
  if (count("fails") > 0) return "fails";
  const exceptions = count("known to fail", "unsupported", "holds in part");
  if (exceptions === 0) return holding === 0 ? "not run" : "holds";
  if (exceptions === count("unsupported") && holding === 0) return "unsupported";
  return exceptions === count("known to fail") && holding === 0 ? "known to fail" : "holds in part";
}

/** As in `14 clauses` and `12 of 14 clauses`. */
function numberOf(proved: number, holding: number): string {
  if (proved === 0 || holding === 0) return "";
  return `${holding === proved ? "" : `${holding} of `}${proved} ${proved === 1 ? "clause" : "clauses"}`;
}
