import type { CellVerdict } from "@lockstep/conformance";

/** The classes that colour a verdict. */
export function verdictClass(verdict: CellVerdict): string {
  return `conformance-verdict ${verdict.replaceAll(" ", "-")}`;
}
