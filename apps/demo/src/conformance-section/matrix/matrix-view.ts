import type { CellVerdict, RecordedException, StatusCounts } from "@lockstep/conformance";

/** A backend at the head of the matrix. */
export interface ColumnView {
  readonly subject: string;
  /** Versions, browser, adapter: what the results depend on. */
  readonly environment: Readonly<Record<string, string>>;
  readonly counts: StatusCounts;
  /** As in `only one case in 20`; empty where every case ran. */
  readonly part: string;
  /** Whether every outcome is the one that is on record in Chromium; null where not every case ran, or none is on record. */
  readonly asRecorded: boolean | null;
}

/** Why cases did not pass. */
export interface ReasonView {
  readonly status: RecordedException["status"];
  readonly reason: string;
}

/** A clause on a backend. */
export interface CellView {
  readonly verdict: CellVerdict;
  /** Its number of cases, as short as it can be: `24`, `20/24`, `2 of 24`. */
  readonly number: string;
  /** The same as a sentence. */
  readonly words: string;
  readonly reasons: readonly ReasonView[];
}

/** A clause on every backend. */
export interface RowView {
  readonly id: string;
  readonly title: string;
  /** Where it is proved if not by cases of the kit. */
  readonly elsewhere: string | null;
  readonly cells: readonly CellView[];
}

/** A specification on a backend. */
export interface SectionCellView {
  readonly verdict: CellVerdict;
  /** How many of its clauses hold: `14 clauses`, `12 of 14 clauses`. */
  readonly number: string;
}

/** The clauses of one specification. */
export interface SectionView {
  readonly title: string;
  readonly file: string;
  readonly cells: readonly SectionCellView[];
  readonly rows: readonly RowView[];
}

/** The matrix as the page shows it. Plain data. */
export interface MatrixView {
  readonly columns: readonly ColumnView[];
  readonly sections: readonly SectionView[];
  /** What stands for each verdict that occurs, from the best to the worst. */
  readonly legend: readonly { readonly verdict: CellVerdict; readonly sign: string; readonly meaning: string }[];
}
