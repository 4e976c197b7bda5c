import type { CaseSelection } from "./case-selection.ts";

/** A suite of the kit. */
export interface CatalogSuite {
  readonly name: string;
  readonly cases: number;
  /** Whether only an engine that promises exact bits has its cases: the reference engine. */
  readonly exact: boolean;
}

/** The suites of some cases, in their order. */
export function suitesOf(cases: readonly { readonly suite: string }[], exactOnly: ReadonlySet<string>): CatalogSuite[] {
  const counted = new Map<string, number>();
  for (const { suite } of cases) counted.set(suite, (counted.get(suite) ?? 0) + 1);
  return [...counted].map(([name, count]) => ({ name, cases: count, exact: exactOnly.has(name) }));
}

/** How many cases a selection has for an engine. */
export function countSelected(catalog: readonly CatalogSuite[], selection: CaseSelection, exact: boolean): number {
  return catalog
    .filter((suite) => exact || !suite.exact)
    .reduce((sum, { name, cases }) => {
      switch (selection.kind) {
        case "all":
          return sum + cases;
        case "sample":
          return sum + Math.ceil(cases / selection.oneIn);
        case "suite":
          return sum + (name === selection.suite ? cases : 0);
      }
    }, 0);
}
