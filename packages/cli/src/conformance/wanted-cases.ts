import type { CaseInfo, ConformanceHost, ConformanceReport } from "@lockstep/conformance";
import { formatCount } from "../render/number-format.ts";

/** What is written as a clause is taken for one: DRP-1 is not DRP-10. */
const CLAUSE = /^[a-z]{3}-\d+$/i;

/**
 * Whether a case is among those that `--only` asks for: by a clause that it proves, or by part of its suite and name,
 * whatever the case of the letters.
 *
 * @param only empty for all cases.
 */
export function isWanted({ suite, name, clauses }: CaseInfo, only: string): boolean {
  if (CLAUSE.test(only)) return clauses.includes(only.toUpperCase());
  return `${suite} > ${name}`.toLowerCase().includes(only.toLowerCase());
}

/** A host that has only the cases which `--only` asks for. */
export function hostOfWanted(host: ConformanceHost, only: string): ConformanceHost {
  const wanted = host.cases.flatMap((info, index) => (isWanted(info, only) ? [index] : []));
  return { ...host, cases: wanted.map((index) => host.cases[index]!), run: (index) => host.run(wanted[index]!) };
}

/** A report that tells of which cases it is, unless it is of all. */
export function reportOfPart(report: ConformanceReport, only: string): ConformanceReport {
  return only === "" ? report : { ...report, only };
}

/** Which part of the cases ran: `143 of 3,859 cases, those with "dropout"`; undefined for all. */
export function describePart(only: string, ran: number, total: number): string | undefined {
  if (only === "") return undefined;
  const which = CLAUSE.test(only) ? `that prove ${only.toUpperCase()}` : `with ${JSON.stringify(only)}`;
  return `${formatCount(ran)} of ${formatCount(total)} cases, those ${which}`;
}
