/**
 * The clauses that a case proves, as the names of tests tell them: `LAY-1 LAY-2`.
 *
 * @param clauses the header of the case's file: clauses by the beginning of the ids.
 * @returns without repetition, in the order of the header; empty if no clause names the case.
 */
export function clauseOf(clauses: Readonly<Record<string, string>>, id: string): string {
  const named = Object.entries(clauses).filter(([prefix]) => id.startsWith(`${prefix}.`));
  return [...new Set(named.flatMap(([, ids]) => ids.split(" ")))].join(" ");
}

/** The clauses with which a test's name begins: `LAY-1 LAY-2 layer.0001` proves LAY-1 and LAY-2. */
export function clausesIn(name: string): readonly string[] {
  return /^(?:[A-Z]{3}-\d+ )+/.exec(name)?.[0].trim().split(" ") ?? [];
}
