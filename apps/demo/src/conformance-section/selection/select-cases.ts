import type { CaseSelection } from "./case-selection.ts";

/**
 * Places of the wanted cases, rising. A sample begins with the first case of each suite, so that none goes without, and goes
 * on through each in equal strides.
 */
export function selectCases(cases: readonly { readonly suite: string }[], selection: CaseSelection): readonly number[] {
  const counted = new Map<string, number>();
  return cases.flatMap(({ suite }, index) => {
    const place = counted.get(suite) ?? 0;
    counted.set(suite, place + 1);
    return isWanted(suite, place, selection) ? [index] : [];
  });
}

function isWanted(suite: string, place: number, selection: CaseSelection): boolean {
  switch (selection.kind) {
    case "all":
      return true;
    case "sample":
      return place % selection.oneIn === 0;
    case "suite":
      return suite === selection.suite;
  }
}
