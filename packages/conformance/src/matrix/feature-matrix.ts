import { CASE_STATUSES } from "../case/case-status.ts";
import type { ConformanceRecord, RecordedException } from "../report/conformance-record.ts";
import type { StatusCounts } from "../report/conformance-report.ts";
import { countStatuses } from "../report/count-statuses.ts";
import { ranWhole } from "../report/part-in-words.ts";
import { verdictOf, type CellVerdict } from "./cell-verdict.ts";
import type { MatrixClause } from "./matrix-clause.ts";
import { numberReasons, reasonKey } from "./number-reasons.ts";

/** A column: an engine in a place. */
export type MatrixColumn = Pick<
  ConformanceRecord,
  "subject" | "place" | "only" | "part" | "environment" | "run" | "counts" | "core"
>;

/** A clause on a backend. */
export interface MatrixCell {
  readonly verdict: CellVerdict;
  readonly counts: StatusCounts;
  /** Numbers of the reasons for what did not pass, rising. */
  readonly reasons: readonly number[];
}

/** A clause on every backend, in the order of the columns. */
export interface MatrixRow {
  readonly clause: MatrixClause;
  readonly cells: readonly MatrixCell[];
}

/** The clauses of one specification. */
export interface MatrixSection {
  readonly title: string;
  readonly file: string;
  readonly rows: readonly MatrixRow[];
}

/** A reason for cases that did not pass, wherever they ran. */
export interface MatrixReason {
  /** From 1 on: failures first, then in the order of reading. */
  readonly number: number;
  readonly status: RecordedException["status"];
  readonly reason: string;
  /** How many cases of which column, by its index. */
  readonly uses: readonly { readonly column: number; readonly cases: number }[];
  /** Ids of the clauses that it concerns, in the order of reading; empty if its cases name none. */
  readonly clauses: readonly string[];
}

/** What holds where: the clauses of the specifications by the backends of some records. Plain data. */
export interface FeatureMatrix {
  readonly columns: readonly MatrixColumn[];
  readonly sections: readonly MatrixSection[];
  readonly reasons: readonly MatrixReason[];
}

/** A record as a file may hold it. */
type Written = Omit<ConformanceRecord, "core"> & Partial<Pick<ConformanceRecord, "core">>;

const NONE: StatusCounts = countStatuses([]);

/** Where clauses go that a record names and the caller does not. */
const STRANGERS = { file: "", section: "Clauses of another version" };

/**
 * Lays records side by side.
 *
 * The order of the records does not matter: the reference engine comes first, then the others by name and place.
 *
 * @param clauses the rows, as `specClauses` reads them; a clause that only a record names gets a row at the end.
 * @example
 * const subject = {
 *   name: "my engine",
 *   capabilities: REFERENCE_CAPABILITIES,
 *   createEngine: createReferenceEngine,
 * };
 * const record = await recordOf(await runConformance(localHost(subject), { only: "dropout masks" }));
 * const { sections } = featureMatrix([record], specClauses("dropout.md", "# Dropout\n\n## DRP-2 The mask\n"));
 * sections[0]?.rows[0]?.cells[0]?.verdict; // "holds"
 */
export function featureMatrix(records: readonly ConformanceRecord[], clauses: readonly MatrixClause[]): FeatureMatrix {
  const sorted = records.toSorted((a, b) => order(columnKey(a), columnKey(b)));
  const all = [...clauses, ...strangersIn(sorted, clauses)];
  const reasons = numberReasons(
    sorted,
    all.map(({ id }) => id),
  );
  const numbers = new Map(reasons.map((reason) => [reasonKey(reason), reason.number]));
  const rows = all.map((clause): MatrixRow => ({
    clause,
    cells: sorted.map((record) => cellOf(record, clause.id, numbers)),
  }));
  return {
    columns: sorted.map(columnOf),
    sections: sectionsOf(rows),
    reasons,
  };
}

/** A record of an older kit does not tell which cases are about core. */
function columnOf({ subject, place, only, part, environment, run, counts, core = NONE }: Written): MatrixColumn {
  const extent = { ...(only === undefined ? {} : { only }), ...(part === undefined ? {} : { part }) };
  return { subject, place, ...extent, environment, run, counts, core };
}

function cellOf(record: ConformanceRecord, id: string, numbers: ReadonlyMap<string, number>): MatrixCell {
  const found = record.clauses[id] ?? {};
  const counts = Object.fromEntries(CASE_STATUSES.map((status) => [status, found[status] ?? 0])) as StatusCounts;
  const reasons = record.exceptions
    .filter((exception) => exception.clauses.includes(id))
    .map((exception) => numbers.get(reasonKey(exception))!);
  return { verdict: verdictOf(counts, ranWhole(record)), counts, reasons: reasons.sort((a, b) => a - b) };
}

function sectionsOf(rows: readonly MatrixRow[]): readonly MatrixSection[] {
  const sections = new Map<string, MatrixRow[]>();
  for (const row of rows) sections.set(row.clause.file, [...(sections.get(row.clause.file) ?? []), row]);
  return [...sections].map(([file, of]) => ({ title: of[0]!.clause.section, file, rows: of }));
}

function strangersIn(records: readonly ConformanceRecord[], clauses: readonly MatrixClause[]): MatrixClause[] {
  const known = new Set(clauses.map(({ id }) => id));
  const named = new Set(records.flatMap((record) => Object.keys(record.clauses)));
  return [...named]
    .filter((id) => !known.has(id))
    .sort(order)
    .map((id) => ({ id, title: "", ...STRANGERS }));
}

function columnKey({ subject, place }: ConformanceRecord): string {
  return `${subject === "reference" ? 0 : 1} ${subject} ${place}`;
}

/** By code units, which no machine's locale changes. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
