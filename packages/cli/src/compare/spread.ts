/** Mean and range of a figure over seeds. */
export interface Spread {
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

/** Whether two ranges have a value in common: then the seeds alone could explain a difference of the means. */
export function spreadsOverlap(a: Spread, b: Spread): boolean {
  return a.min <= b.max && b.min <= a.max;
}
