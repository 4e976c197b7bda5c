/** How a backend's line is drawn. */
export interface LineStyle {
  readonly width: number;
  /** 1 is opaque. */
  readonly alpha: number;
  /** Lengths of dashes and gaps; empty for a solid line. */
  readonly dash: readonly number[];
}

const NARROWEST = 1.75;
const WIDEST = 10;
const LARGEST_STEP = 2.75;
const DASHES: readonly (readonly number[])[] = [
  [14, 5],
  [7, 4],
  [16, 4, 3, 4],
  [10, 3, 2, 3, 2, 3],
  [4, 4],
  [20, 7],
];
const MINOR_DASHES: readonly (readonly number[])[] = [
  [3, 3],
  [6, 6],
  [2, 5],
  [5, 3, 1, 3],
  [2, 3, 5, 3],
  [4, 7],
  [1, 3],
];

/**
 * The style of one of several lines that may lie on each other: the first is drawn wide and pale, each later one on top of
 * it is narrower, and dashed in its own way, so that every one is seen.
 */
export function lineStyle(index: number, count: number): LineStyle {
  if (count < 2) return { width: 2.5, alpha: 1, dash: [] };
  const step = Math.min(LARGEST_STEP, (WIDEST - NARROWEST) / (count - 1));
  return {
    width: NARROWEST + step * (count - 1 - index),
    alpha: index === 0 ? 0.45 : 1,
    dash: index === 0 ? [] : DASHES[(index - 1) % DASHES.length]!,
  };
}

/** The same backend's second line, which is less important: thinner, in short dashes. */
export function minorLineStyle(index: number, count: number): LineStyle {
  const { width, alpha } = lineStyle(index, count);
  return { width: Math.max(1.25, width / 2), alpha, dash: MINOR_DASHES[index % MINOR_DASHES.length]! };
}
