import type { ConformanceReport } from "./conformance-report.ts";

type Extent = Pick<ConformanceReport, "only" | "part">;

/** Whether every case ran, so that there are no others. */
export function ranWhole({ only, part }: Extent): boolean {
  return only === undefined && part === undefined;
}

/** As in `only cases with “dropout”` and `only one case in 20`; empty where every case ran. */
export function partInWords({ only, part }: Extent): string {
  const parts = [only === undefined ? [] : `cases with “${only}”`, part ?? []].flat();
  return parts.length === 0 ? "" : `only ${parts.join(", ")}`;
}
