import type { CaseInfo } from "../../src/index.ts";
import type { Clause } from "./parse-spec.ts";

/** The conformance cases, and what their names have to agree with. */
export interface NamedCases {
  readonly cases: readonly CaseInfo[];
  /** Every clause of the specifications. */
  readonly clauses: readonly Clause[];
  /** Why no case proves a clause, by its id. */
  readonly outside: Readonly<Record<string, string>>;
  /** The suites that a file of suites describes, by its path from the repository's root. */
  readonly suitesIn: (path: string) => readonly string[];
}

const SUITES = "packages/conformance/src/suites/";

/** Every disagreement between the names of cases and the clauses, a sentence each. */
export function checkCaseNames({ cases, clauses, outside, suitesIn }: NamedCases): string[] {
  const known = new Map(clauses.map((clause) => [clause.id, clause]));
  const suitesOf = new Map<string, Set<string>>(clauses.map(({ id }) => [id, new Set()]));
  const faults: string[] = [];
  const names = new Set<string>();
  for (const { suite, name, clauses: proved } of cases) {
    const full = `${suite} > ${name}`;
    if (names.has(full)) faults.push(`two cases are called ${full}`);
    names.add(full);
    if (proved.length === 0) faults.push(`${full}: must begin with the clauses that it proves`);
    if (new Set(proved).size < proved.length) faults.push(`${full}: names a clause twice`);
    for (const id of proved) {
      if (!known.has(id)) faults.push(`${full}: there is no clause ${id}`);
      suitesOf.get(id)?.add(suite);
    }
  }
  for (const clause of clauses) faults.push(...proofFaults(clause, suitesOf.get(clause.id)!, outside, suitesIn));
  for (const id of Object.keys(outside)) {
    if (!known.has(id)) faults.push(`${id}: is listed as proved elsewhere, but there is no such clause`);
  }
  return faults;
}

/** What is wrong with how a clause is proved, given the suites whose cases name it. */
function proofFaults(
  { id, laws }: Clause,
  suites: ReadonlySet<string>,
  outside: NamedCases["outside"],
  suitesIn: NamedCases["suitesIn"],
): string[] {
  const faults: string[] = [];
  if (suites.size > 0 && id in outside)
    faults.push(`${id}: cases prove it, so it is not to be listed as proved elsewhere`);
  if (suites.size === 0 && !(id in outside)) {
    faults.push(`${id}: no case names it; let one do so, or say why none can and which test proves it`);
  }
  if (suites.size === 0 && laws.every((path) => path.startsWith(SUITES))) {
    faults.push(`${id}: neither a case names it nor does it name a test`);
  }
  for (const path of laws.filter((law) => law.startsWith(SUITES))) {
    const named = suitesIn(path).some((suite) => suites.has(suite));
    if (!named) faults.push(`${id}: no case of ${path} names it`);
  }
  return faults;
}
