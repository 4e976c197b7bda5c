/**
 * Which values are normalised together, and by which parameters. Value i of run r of line l stands at l·lineStride +
 * r·runStride + i; its weight and bias at (l mod weightPeriod)·weightLineStride + r·weightRunStride. Lines cover all values
 * once, and a line's sums run over its runs, then over the values in them.
 */
export interface NormLines {
  readonly lines: number;
  readonly lineStride: number;
  readonly runs: number;
  readonly runStride: number;
  readonly run: number;
  readonly weightPeriod: number;
  readonly weightLineStride: number;
  readonly weightRunStride: number;
}

/** Of each line. */
export interface LineStatistics {
  readonly mean: Float64Array;
  /** 1 / √(variance + ε) */
  readonly scale: Float64Array;
}

/** Of each line, with h the gradient of x̂. */
export interface NormGradientSums {
  /** A = Σ h */
  readonly plain: Float64Array;
  /** B = Σ h·x̂ */
  readonly product: Float64Array;
}
