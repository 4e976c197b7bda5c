import type { CellVerdict } from "@lockstep/conformance";
import type { SectionView } from "./matrix-view.ts";

/** What the matrix shows: specifications to be opened, or clauses. */
export type RowFilter = "overview" | "all" | "unpassed" | "exceptions";

/** For a field. */
export const ROW_FILTERS: readonly { readonly value: RowFilter; readonly label: string }[] = [
  { value: "overview", label: "Overview" },
  { value: "all", label: "All clauses" },
  { value: "unpassed", label: "Not passed" },
  { value: "exceptions", label: "Run, but not passed" },
];

const SHOWN: Readonly<Record<Exclude<RowFilter, "overview" | "all">, ReadonlySet<CellVerdict>>> = {
  unpassed: new Set(["fails", "known to fail", "unsupported", "holds in part", "not run"]),
  exceptions: new Set(["fails", "known to fail", "unsupported", "holds in part"]),
};

/** The rows with a cell of that kind; sections without any are left out. */
export function filterRows(sections: readonly SectionView[], filter: RowFilter): readonly SectionView[] {
  if (filter === "overview" || filter === "all") return sections;
  return sections
    .map((section) => ({
      ...section,
      rows: section.rows.filter(({ cells }) => cells.some(({ verdict }) => SHOWN[filter].has(verdict))),
    }))
    .filter(({ rows }) => rows.length > 0);
}
