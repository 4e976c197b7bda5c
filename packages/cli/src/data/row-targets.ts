import type { NumberArray } from "@lockstep/core";

/** What rows are to be trained towards, as a file has it. */
export type RowTargets =
  /** One class a row, by name. */
  | { readonly kind: "names"; readonly labels: Int32Array; readonly classes: readonly string[] }
  /** Numbers, [rows, ...]: class indices or values. */
  | { readonly kind: "numbers"; readonly values: NumberArray };
