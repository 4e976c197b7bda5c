import type { StepLosses } from "../../../training/backend-run.ts";

/** How far a backend's step losses are from another's. */
export interface StepDifferences {
  /** The largest difference among the steps of each column; null where all are 0, or none can be compared. */
  readonly columns: readonly (number | null)[];
  /** The largest of all, and its step, counted from 0; null if no step can be compared. */
  readonly worst: { readonly difference: number; readonly step: number } | null;
  /** Steps at which both losses are known numbers. */
  readonly compared: number;
  /** Steps that both have done, but at which a loss is not a finite number or was never heard of. */
  readonly unknown: number;
}

/** Steps that share a column, so that so many steps fit into so many columns. */
export function stepsPerColumn(steps: number, columns: number): number {
  return Math.max(1, Math.ceil(steps / Math.max(1, columns)));
}

/**
 * Compares two backends step by step, and keeps the largest difference of every column: a plot has no more columns than
 * pixels, and a single step that is off must not be lost among thousands.
 *
 * @param perColumn how many steps share a column
 */
export function stepDifferences(base: StepLosses, other: StepLosses, perColumn: number): StepDifferences {
  const steps = Math.min(base.length, other.length);
  const columns: (number | null)[] = [];
  let [worst, worstStep, compared] = [-1, -1, 0];
  for (let start = 0; start < steps; start += perColumn) {
    const end = Math.min(steps, start + perColumn);
    let highest = 0;
    for (let step = start; step < end; step++) {
      const difference = Math.abs(base.values[step]! - other.values[step]!);
      if (!Number.isFinite(difference)) continue;
      compared += 1;
      if (difference > highest) highest = difference;
      if (difference > worst) [worst, worstStep] = [difference, step];
    }
    columns.push(highest === 0 ? null : highest);
  }
  return {
    columns,
    worst: worstStep < 0 ? null : { difference: worst, step: worstStep },
    compared,
    unknown: steps - compared,
  };
}
