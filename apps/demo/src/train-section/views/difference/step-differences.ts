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
  /** Where the difference first was more than {@link ROUNDINGS}, or jumped there from; null if it never was. */
  readonly parted: {
    readonly step: number;
    /** Whether an earlier step was compared, and was nearer. */
    readonly together: boolean;
    /** Whether the difference then grew by orders of magnitude within {@link SOON} steps, and did not creep there. */
    readonly jumped: boolean;
  } | null;
}

/**
 * What roundings alone make of a loss of about 1 stays below it, and below that share of a larger loss: single precision
 * rounds at 6e-8, and sums of hundreds of products differ by some ten times that.
 */
export const ROUNDINGS = 1e-5;

/** Steps within which a jump happens. */
const SOON = 50;
/** What a jump multiplies the largest difference before it by, at least. */
const JUMP = 100;
/** What is that many times the largest difference before it is no longer on its level. */
const LEAVES = 5;
/** Below it, differences are as small as single precision has them: a level of 0 would make anything a jump. */
const LEAST_LEVEL = 1e-7;

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
        parted = partingAt(base, other, step, compared > 0);
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

/** How they parted, if a step is the first whose difference is no rounding. A jump is dated to where it left the level before it. */
function partingAt(
  base: StepLosses,
  other: StepLosses,
  step: number,
  together: boolean,
): NonNullable<StepDifferences["parted"]> {
  const before = Math.max(1, step - SOON);
  const level = Math.max(LEAST_LEVEL, largestBetween(base, other, 0, before));
  if (!together || largestBetween(base, other, step, step + SOON) < JUMP * level) {
    return { step, together, jumped: false };
  }
  let left = before;
  while (left < step && largestBetween(base, other, left, left + 1) <= LEAVES * level) left += 1;
  return { step: left, together, jumped: true };
}

function largestBetween(base: StepLosses, other: StepLosses, first: number, end: number): number {
  let largest = 0;
  for (let step = first; step < Math.min(end, base.length, other.length); step++) {
    const difference = Math.abs(base.values[step]! - other.values[step]!);
    if (difference > largest && Number.isFinite(difference)) largest = difference;
  }
  return largest;
}
