import { backendsInWords } from "./backends-in-words.ts";
import type { FeatureMatrix, MatrixReason } from "./feature-matrix.ts";

/** Where a reason holds, and of how many cases: `12 cases each on tfjs-cpu (Chromium, Node), tfjs-wasm (Node)`. */
export function usesInWords({ columns }: FeatureMatrix, { uses }: MatrixReason): string {
  return [...new Set(uses.map(({ cases }) => cases))]
    .map((cases) => {
      const used = uses.filter((use) => use.cases === cases).map(({ column }) => columns[column]!);
      const each = used.length === 1 ? "" : " each";
      return `${cases} ${cases === 1 ? "case" : "cases"}${each} on ${backendsInWords(used)}`;
    })
    .join("; ");
}
