/** Sums of a mean over rows, in f64; plain data, so that a checkpoint can carry a half-finished mean. */
export interface WeightedSums {
  readonly weightSum: number;
  readonly valueSum: number;
}

export const NO_ROWS: WeightedSums = { weightSum: 0, valueSum: 0 };

/** The sums after one more batch: a short batch weighs by its rows, not as one batch among others. */
export function addBatch(sums: WeightedSums, weightSum: number, valueSum: number): WeightedSums {
  return { weightSum: sums.weightSum + weightSum, valueSum: sums.valueSum + valueSum };
}

/** The mean; NaN for no rows. */
export function weightedMean({ weightSum, valueSum }: WeightedSums): number {
  return valueSum / weightSum;
}
