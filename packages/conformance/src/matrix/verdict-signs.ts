import type { CellVerdict } from "./cell-verdict.ts";

/** What stands for a verdict in a narrow cell, and what it means; colour is never the only difference. */
export const VERDICT_SIGNS: Readonly<Record<CellVerdict, { readonly sign: string; readonly meaning: string }>> = {
  fails: { sign: "✗", meaning: "a case failed" },
  "known to fail": { sign: "!", meaning: "no case passed; the failures are known and have their reasons" },
  unsupported: { sign: "–", meaning: "the engine declines it, and refuses it with a typed error, as it must" },
  "holds in part": {
    sign: "◐",
    meaning: "so many of so many cases passed; the others are unsupported or known failures",
  },
  holds: { sign: "✓", meaning: "so many cases, and all passed" },
  "not proved by the kit": { sign: "·", meaning: "no case; the clause is proved elsewhere" },
};
