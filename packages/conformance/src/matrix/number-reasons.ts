import type { ConformanceRecord, RecordedException } from "../report/conformance-record.ts";
import type { MatrixReason } from "./feature-matrix.ts";

/** The worst first. */
const SEVERITY: readonly RecordedException["status"][] = ["failed", "known-failure", "unsupported"];

/** What makes two exceptions one reason. */
export function reasonKey({ status, reason }: Pick<RecordedException, "status" | "reason">): string {
  return `${status} ${reason}`;
}

/**
 * The reasons of all records, each once, with their numbers: by severity, then by the clause that they concern first,
 * then by column, then by their words.
 *
 * @param clauses ids in the order of reading.
 */
export function numberReasons(
  records: readonly ConformanceRecord[],
  clauses: readonly string[],
): readonly MatrixReason[] {
  const place = new Map(clauses.map((id, index) => [id, index]));
  const found = new Map<string, { exception: RecordedException; uses: { column: number; cases: number }[] }>();
  const concerned = new Map<string, Set<string>>();
  for (const [column, { exceptions }] of records.entries()) {
    for (const exception of exceptions) {
      const key = reasonKey(exception);
      const known = found.get(key) ?? { exception, uses: [] };
      found.set(key, { ...known, uses: [...known.uses, { column, cases: exception.cases }] });
      concerned.set(key, new Set([...(concerned.get(key) ?? []), ...exception.clauses]));
    }
  }
  return [...found]
    .map(([key, { exception, uses }]) => ({
      status: exception.status,
      reason: exception.reason,
      uses,
      clauses: [...concerned.get(key)!].sort((a, b) => place.get(a)! - place.get(b)!),
    }))
    .sort(
      (a, b) =>
        SEVERITY.indexOf(a.status) - SEVERITY.indexOf(b.status) ||
        (place.get(a.clauses[0]!) ?? Infinity) - (place.get(b.clauses[0]!) ?? Infinity) ||
        a.uses[0]!.column - b.uses[0]!.column ||
        (a.reason < b.reason ? -1 : 1),
    )
    .map((reason, index) => ({ number: index + 1, ...reason }));
}
