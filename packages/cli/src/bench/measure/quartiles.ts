/** The middle of some values, and the range of their middle half. */
export interface Quartiles {
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
}

/**
 * Quartiles by linear interpolation between the sorted values, the definition that NumPy and R take by default: the
 * quantile p of n values stands at position (n - 1) p.
 *
 * @param values at least one.
 */
export function quartilesOf(values: readonly number[]): Quartiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const position = (sorted.length - 1) * share;
    const below = sorted[Math.floor(position)]!;
    return below + (sorted[Math.ceil(position)]! - below) * (position - Math.floor(position));
  };
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

/** Half of the middle half's range, as a share of the median: what a table shows as ±. */
export function relativeSpread({ lower, median, upper }: Quartiles): number {
  return (upper - lower) / 2 / median;
}
