import type { CellVerdict } from "./cell-verdict.ts";

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
};

/** The verdicts in that order. */
export const LEGEND: readonly CellVerdict[] = Object.keys(VERDICT_SIGNS) as CellVerdict[];
