import type { MatrixClause } from "./matrix-clause.ts";
import { OUTSIDE_THE_KIT } from "./outside-the-kit.ts";

/**
 * The rows that a specification gives the matrix: its clauses, in their order.
 *
 * @param file name of the specification, as in `dropout.md`.
 * @param text its Markdown: `# Title`, then clauses `## DRP-4 Cutting a batch`, each ending in `Proved by: ...`.
 * @example
 * const text = "# Dropout\n\n## DRP-1 The rate\n\nThe probability to drop.\n\nProved by: laws `rate.test.ts`.\n";
 * const [clause] = specClauses("dropout.md", text);
 * [clause?.id, clause?.title, clause?.elsewhere]; // ["DRP-1", "The rate", "laws `rate.test.ts`"]
 */
export function specClauses(file: string, text: string): readonly MatrixClause[] {
  // Fenced code may hold lines that look like headings.
  const prose = text.replaceAll(/^ *(```+)[\s\S]*?^ *\1 *$/gm, "");
  const section = /^# (.+)/.exec(prose)?.[1] ?? file;
  return prose
    .split(/^## /m)
    .slice(1)
    .flatMap((clause) => {
      const [, id, title] = /^([A-Z]{3}-\d+) (.+)/.exec(clause) ?? [];
      if (id === undefined || title === undefined) return [];
      const elsewhere = [OUTSIDE_THE_KIT[id] ?? [], proofOf(clause) ?? []].flat().join(". Proved by ");
      return [{ id, title, file, section, ...(elsewhere === "" ? {} : { elsewhere }) }];
    });
}

function proofOf(clause: string): string | undefined {
  const proof = /^Proved by: ([\s\S]+)$/m.exec(clause)?.[1];
  return proof?.trim().replaceAll(/\s+/g, " ").replace(/\.$/, "");
}
