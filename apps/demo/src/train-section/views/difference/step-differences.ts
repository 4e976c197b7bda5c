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
  /** Where the difference first was more than {@link ROUNDINGS}; null if it never was. */
  readonly parted: {
    readonly step: number;
    /** Whether an earlier step was compared, and was nearer. */
    readonly together: boolean;
    /** Whether the difference grew by orders of magnitude within {@link SOON} steps, and did not creep there. */
    readonly jumped: boolean;
  } | null;
}

/**
 * What roundings alone make of a loss of about 1 stays below it, and below that share of a larger loss: single precision
 * rounds at 6e-8, and sums of hundreds of products differ by some ten times that.
 */
export const ROUNDINGS = 1e-5;

/** Steps within which a jump happens. */
const SOON = 20;
/** What a jump multiplies the largest difference before it by, at least. */
const JUMP = 100;

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
  let parted: StepDifferences["parted"] = null;
  for (let start = 0; start < steps; start += perColumn) {
    const end = Math.min(steps, start + perColumn);
    let highest = 0;
    for (let step = start; step < end; step++) {
      const difference = Math.abs(base.values[step]! - other.values[step]!);
      if (!Number.isFinite(difference)) continue;
      if (parted === null && difference > ROUNDINGS * Math.max(1, Math.abs(base.values[step]!))) {
        parted = { step, together: compared > 0, jumped: compared > 0 && jumpsAt(base, other, step) };
      }
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
    parted,
  };
}

/** Whether the largest difference soon after a step is far above the largest one until shortly before it. */
function jumpsAt(base: StepLosses, other: StepLosses, step: number): boolean {
  const before = largestBetween(base, other, 0, Math.max(1, step - SOON));
  return largestBetween(base, other, step, step + SOON) >= JUMP * before;
}

function largestBetween(base: StepLosses, other: StepLosses, first: number, end: number): number {
  let largest = 0;
  for (let step = first; step < Math.min(end, base.length, other.length); step++) {
    const difference = Math.abs(base.values[step]! - other.values[step]!);
    if (difference > largest && Number.isFinite(difference)) largest = difference;
  }
  return largest;
}
