import { ranWhole } from "../report/part-in-words.ts";
import type { CellVerdict } from "./cell-verdict.ts";
import type { ColumnGroup } from "./column-groups.ts";
import { FEATURE_FAMILIES, type Feature } from "./feature-families.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";
import { VERDICT_SIGNS } from "./verdict-signs.ts";

/** Whether an engine takes a feature: what it declines of it, or that nobody asked. */
export type FeatureVerdict = "computed" | "declined" | "not run";

/** Features of one family that the same backends take. */
export interface FeatureRow {
  readonly family: string;
  readonly names: readonly string[];
  /** In the order of the groups of columns. */
  readonly cells: readonly FeatureVerdict[];
}

/** What stands for it in a narrow cell. */
export const FEATURE_SIGNS: Readonly<Record<FeatureVerdict, string>> = {
  computed: VERDICT_SIGNS.holds.sign,
  declined: VERDICT_SIGNS.unsupported.sign,
  "not run": VERDICT_SIGNS["not run"].sign,
};

/** And the verdict whose colours it has. */
export const FEATURE_COLOURS: Readonly<Record<FeatureVerdict, CellVerdict>> = {
  computed: "holds",
  declined: "unsupported",
  "not run": "not run",
};

/** What the signs mean, for below the table. */
export function featuresMean(rows: readonly FeatureRow[]): string {
  const some = rows.some(({ cells }) => cells.includes("not run"));
  return [
    "✓ computed: how well, the clauses below tell",
    "– declined, with a typed error",
    ...(some ? ["○ not asked for: only some cases ran"] : []),
  ]
    .join("; ")
    .concat(".");
}

/** What each group of columns computes: the cases ask every engine for everything, so the reasons tell what it declines. */
export function computedFeatures(matrix: FeatureMatrix, groups: readonly ColumnGroup[]): readonly FeatureRow[] {
  const declined = groups.map(({ columns: [column] }) => declinedBy(matrix, column));
  const whole = groups.map(({ columns: [column] }) => ranWhole(matrix.columns[column]!));
  const verdictOf = ({ needs }: Feature, group: number): FeatureVerdict => {
    if (needs.some((need) => declined[group]!.has(need))) return "declined";
    return whole[group]! ? "computed" : "not run";
  };
  return FEATURE_FAMILIES.flatMap(({ title, features }) => {
    const rows = new Map<string, { family: string; names: string[]; cells: readonly FeatureVerdict[] }>();
    for (const feature of features) {
      const cells = groups.map((_, group) => verdictOf(feature, group));
      const row = rows.get(cells.join()) ?? { family: title, names: [], cells };
      row.names.push(feature.name);
      rows.set(cells.join(), row);
    }
    return [...rows.values()];
  });
}

/** The first words of the reasons: `layer conv2d`. */
function declinedBy({ reasons }: FeatureMatrix, index: number): ReadonlySet<string> {
  const of = reasons.filter(
    ({ status, uses }) => status === "unsupported" && uses.some(({ column }) => column === index),
  );
  return new Set(of.map(({ reason }) => reason.split(": ", 1)[0]!.replace(/rows of \d+ axes/, "rows of several axes")));
}
