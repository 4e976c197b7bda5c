import { CASE_STATUSES, type CaseStatus } from "../case/case-status.ts";
import { sha256 } from "../check/digest.ts";
import type { ConformanceReport, StatusCounts } from "./conformance-report.ts";
import { countStatuses } from "./count-statuses.ts";

/** Cases that ended alike for one reason. */
export interface RecordedException {
  readonly status: Exclude<CaseStatus, "passed">;
  readonly reason: string;
  readonly cases: number;
  readonly clauses: readonly string[];
}

/**
 * A report in short, to be kept beside the code: a change of any outcome changes it, and it says for every clause what
 * held and for everything else why it did not.
 */
export interface ConformanceRecord {
  readonly format: "lockstep-conformance-record/1";
  readonly subject: string;
  readonly place: string;
  /** Part of the names of the cases that ran, of a run of some cases. @default all ran */
  readonly only?: string;
  /** Which part of these ran, in words, of a sample and of a run that was ended: `one case in 20`. @default all of them */
  readonly part?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly run: { readonly date: string; readonly seconds: number };
  readonly counts: StatusCounts;
  /** Of these, the cases that asked the engine for nothing. */
  readonly core: StatusCounts;
  /** SHA-256 of the lines `status suite > name`, in order. */
  readonly digest: string;
  readonly exceptions: readonly RecordedException[];
  /** Counts by clause; a status without a case is left out. */
  readonly clauses: Readonly<Record<string, Partial<StatusCounts>>>;
}

/**
 * What is kept of a report.
 *
 * @example
 * const report = await runConformance(localHost(subject), { only: "lifecycle" });
 * (await recordOf(report)).exceptions; // []
 */
export async function recordOf(report: ConformanceReport): Promise<ConformanceRecord> {
  const { subject, place, only, part, environment, run, counts, core, cases } = report;
  const lines = cases.map(({ status, suite, name }) => `${status} ${suite} > ${name}\n`).join("");
  const exceptions = new Map<string, { -readonly [Key in keyof RecordedException]: RecordedException[Key] }>();
  for (const { status, reason = "no reason", clauses } of cases) {
    if (status === "passed") continue;
    const key = `${status} ${reason}`;
    const known = exceptions.get(key) ?? { status, reason, cases: 0, clauses: [] };
    exceptions.set(key, {
      ...known,
      cases: known.cases + 1,
      clauses: [...new Set([...known.clauses, ...clauses])].sort(),
    });
  }
  const clauses = [...new Set(cases.flatMap((result) => result.clauses))].sort();
  return {
    format: "lockstep-conformance-record/1",
    subject,
    place,
    ...(only === undefined ? {} : { only }),
    ...(part === undefined ? {} : { part }),
    environment,
    run,
    counts,
    core,
    digest: await sha256(lines),
    exceptions: [...exceptions.values()].sort((a, b) => order(`${a.status} ${a.reason}`, `${b.status} ${b.reason}`)),
    clauses: Object.fromEntries(
      clauses.map((clause) => {
        const all = countStatuses(cases.filter((result) => result.clauses.includes(clause)));
        return [clause, Object.fromEntries(CASE_STATUSES.flatMap((s) => (all[s] === 0 ? [] : [[s, all[s]]])))];
      }),
    ),
  };
}

/** By code units, which no machine's locale changes. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
