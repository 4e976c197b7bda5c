import { backendsInWords } from "./backends-in-words.ts";
import type { ColumnGroup } from "./column-groups.ts";
import type { FeatureMatrix, MatrixReason } from "./feature-matrix.ts";

/**
 * Where a reason holds, and of how many cases: `12 cases each on tfjs cpu, wasm and on ort-wasm (Node)`.
 *
 * @param groups columns that have a name together; those of a reason are there as a whole.
 */
export function usesInWords(
  { columns }: FeatureMatrix,
  groups: readonly ColumnGroup[],
  { uses }: MatrixReason,
): string {
  return [...new Set(uses.map(({ cases }) => cases))]
    .map((cases) => {
      const used = uses.filter((use) => use.cases === cases).map(({ column }) => column);
      const whole = groups.filter(
        (group) => group.columns.length > 1 && group.columns.every((index) => used.includes(index)),
      );
      const single = used.filter((index) => !whole.some((group) => group.columns.includes(index)));
      const rest = single.length === 0 ? [] : [backendsInWords(single.map((index) => columns[index]!))];
      const each = used.length === 1 ? "" : " each";
      const names = [...whole.map(({ engines }) => engines), ...rest];
      return `${cases} ${cases === 1 ? "case" : "cases"}${each} on ${names.join(", and on ")}`;
    })
    .join("; ");
}
