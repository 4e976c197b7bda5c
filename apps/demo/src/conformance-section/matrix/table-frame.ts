import type { CellVerdict } from "@lockstep/conformance";

/** A cell whose details are shown. */
export interface OpenCell {
  /** Of the clause. */
  readonly id: string;
  readonly column: number;
}

/** What rows need to know of the table that they stand in. */
export interface TableFrame {
  /** Of the columns. */
  readonly labels: readonly string[];
  readonly signs: Readonly<Record<CellVerdict, string>>;
}
