import type { CellVerdict } from "./cell-verdict.ts";
import type { FeatureMatrix } from "./feature-matrix.ts";

/** What stands for a verdict in a narrow cell, and what it means; colour is never the only difference. */
export interface VerdictSign {
  readonly sign: string;
  readonly meaning: string;
}

/** In the order of a legend: from the best to the worst. */
export const VERDICT_SIGNS: Readonly<Record<CellVerdict, VerdictSign>> = {
  holds: { sign: "✓", meaning: "24: all 24 cases passed" },
  "holds in part": {
    sign: "◐",
    meaning: "20/24: 20 of 24 cases passed, the others are unsupported or known failures",
  },
  unsupported: { sign: "–", meaning: "the engine declines it, and refuses it with a typed error, as it must" },
  "known to fail": { sign: "!", meaning: "no case passed, and the failures are known" },
  fails: { sign: "✗", meaning: "20/24: 20 of 24 cases passed, and at least one failed" },
  "not proved by the kit": { sign: "·", meaning: "no case, the clause is proved elsewhere" },
  "not run": { sign: "○", meaning: "only some cases ran, and none of them is about the clause" },
};

/** The verdicts that a matrix has, in that order. */
export function legendOf({ sections }: FeatureMatrix): readonly CellVerdict[] {
  const found = new Set(
    sections.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ verdict }) => verdict))),
  );
  return (Object.keys(VERDICT_SIGNS) as CellVerdict[]).filter((verdict) => found.has(verdict));
}

/** What a legend has to say besides. */
export function remarksOn({ reasons }: FeatureMatrix): readonly string[] {
  const rows =
    "The row of a specification counts the cases of its clauses, and the clauses of which every case passed; " +
    "a case about several clauses counts for each of them.";
  const declined = reasons.filter(({ status }) => status === "unsupported");
  if (declined.length === 0) return [rows];
  const first = "A reason names the first thing that was declined of all that a case needs";
  const hidden = "“layer reshape” also stands for norms and pools, whose cases begin with that layer";
  const reshaping = declined.some(({ reason }) => reason.startsWith("layer reshape: "));
  return [rows, `${first}${reshaping ? `: ${hidden}` : ""}.`];
}
