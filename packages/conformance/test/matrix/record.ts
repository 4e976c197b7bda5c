import type { CaseStatus, ConformanceRecord, MatrixClause, RecordedException } from "../../src/index.ts";

/** What a record is made from: an engine, a place, the outcomes of cases. */
export interface RecordedCase {
  readonly clauses: readonly string[];
  readonly status: CaseStatus;
  readonly reason?: string;
  /** Whether it asked the engine for nothing. @default false */
  readonly core?: boolean;
}

/** A record of some cases, as `recordOf` would write it. */
export function record(
  subject: string,
  place: string,
  cases: readonly RecordedCase[],
  only?: string,
): ConformanceRecord {
  const counts = { passed: 0, failed: 0, unsupported: 0, "known-failure": 0 };
  const core = { ...counts };
  const clauses: Record<string, Partial<Record<CaseStatus, number>>> = {};
  const exceptions: RecordedException[] = [];
  for (const { status, reason = "", clauses: ids, core: ofCore = false } of cases) {
    counts[status]++;
    if (ofCore) core[status]++;
    for (const id of ids) clauses[id] = { ...clauses[id], [status]: (clauses[id]?.[status] ?? 0) + 1 };
    if (status === "passed") continue;
    const index = exceptions.findIndex((known) => known.status === status && known.reason === reason);
    const known = exceptions[index] ?? { status, reason, cases: 0, clauses: [] };
    const grown = { ...known, cases: known.cases + 1, clauses: [...new Set([...known.clauses, ...ids])] };
    exceptions.splice(index < 0 ? exceptions.length : index, 1, grown);
  }
  return {
    format: "lockstep-conformance-record/1",
    subject,
    place,
    ...(only === undefined ? {} : { only }),
    environment: { runtime: `${place} 1.0`, "@x/y": "2.0" },
    run: { date: "2026-01-02T03:04:05.678Z", seconds: 1 },
    counts,
    core,
    digest: "",
    exceptions,
    clauses,
  };
}

/** So many cases of a clause that passed. */
export function passes(id: string, count: number): readonly RecordedCase[] {
  return Array.from({ length: count }, () => ({ clauses: [id], status: "passed" }));
}

export const CLAUSES: readonly MatrixClause[] = [
  { id: "DRP-1", title: "The rate", file: "dropout.md", section: "Dropout" },
  { id: "DRP-2", title: "Masks", file: "dropout.md", section: "Dropout" },
  { id: "DRP-3", title: "What is not here", file: "dropout.md", section: "Dropout", elsewhere: "laws `x.test.ts`" },
  { id: "SGD-1", title: "A step", file: "sgd.md", section: "Descent" },
];

const GRU = "layer gru: no kernel yet";

/** An engine for which everything holds, one that declines, one that fails in every way. */
export const RECORDS: readonly ConformanceRecord[] = [
  record("slow", "Node", [
    ...passes("DRP-1", 2),
    { clauses: ["DRP-1"], status: "unsupported", reason: GRU },
    { clauses: ["DRP-2"], status: "unsupported", reason: "layer elu: no kernel yet" },
    { clauses: ["SGD-1"], status: "known-failure", reason: "rounds down" },
  ]),
  record("reference", "Node", [
    { clauses: ["DRP-1"], status: "passed", core: true },
    ...passes("DRP-1", 2),
    ...passes("DRP-2", 1),
    ...passes("SGD-1", 1),
  ]),
  record("broken", "Chromium", [
    ...passes("DRP-1", 1),
    { clauses: ["DRP-1"], status: "unsupported", reason: GRU },
    { clauses: ["DRP-1"], status: "failed", reason: '<b>1 & "2"</b> | `3`' },
    { clauses: ["DRP-2"], status: "known-failure", reason: "rounds down" },
    ...passes("DRP-2", 1),
    { clauses: ["SGD-1"], status: "failed", reason: "no step" },
    { clauses: [], status: "unsupported", reason: "several micro-batches: no sums yet" },
  ]),
];
