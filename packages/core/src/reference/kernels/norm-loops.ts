import type { LineStatistics, NormGradientSums, NormLines } from "./norm-lines.ts";
import { normGradient, normGradientSums } from "./norm-gradients.ts";
import { normParameterSums } from "./norm-parameter-sums.ts";
import { lineStatistics, normalizeLines } from "./normalize-lines.ts";

/** The loops of norms. All compute in f64, from f32, and round once where the result is f32. */
export interface NormLoops {
  /** μ = Σ x / n, v = Σ (x - μ)² / n and s = 1/√(v + ε) of each line. */
  lineStatistics(
    values: Float32Array,
    lines: NormLines,
    epsilon: number,
  ): LineStatistics & { readonly variance: Float64Array };
  /** x̂·weight + bias, with x̂ = (x - μ)·s. */
  normalizeLines(
    values: Float32Array,
    lines: NormLines,
    statistics: LineStatistics,
    weight: Float32Array,
    bias: Float32Array,
  ): Float32Array;
  /** Of h = g·weight. */
  normGradientSums(
    gradient: Float32Array,
    values: Float32Array,
    lines: NormLines,
    statistics: LineStatistics,
    weight: Float32Array,
  ): NormGradientSums;
  /** factor·(h - A/n - x̂·B/n), with h = g·weight and a factor for each line. */
  normGradient(
    gradient: Float32Array,
    values: Float32Array,
    lines: NormLines,
    statistics: LineStatistics,
    weight: Float32Array,
    sums: NormGradientSums,
    factor: Float64Array,
  ): Float32Array;
  /**
   * Adds Σ g·x̂ to the gradients of weights and Σ g to those of biases, in place: f64 within a row, in index order, and
   * rounded when the row ends, which has `linesPerRow` lines.
   */
  normParameterSums(
    gradient: Float32Array,
    values: Float32Array,
    lines: NormLines,
    linesPerRow: number,
    statistics: LineStatistics,
    ofWeight: Float32Array,
    ofBias: Float32Array,
  ): void;
}

/**
 * The loops of norms in TypeScript.
 *
 * @param floats where results are put.
 */
export function normLoops(floats: (length: number) => Float32Array): NormLoops {
  return {
    lineStatistics,
    normalizeLines: (values, lines, statistics, weight, bias) =>
      normalizeLines(values, lines, statistics, weight, bias, floats(values.length)),
    normGradientSums,
    normGradient: (gradient, values, lines, statistics, weight, sums, factor) =>
      normGradient(gradient, values, lines, statistics, weight, sums, factor, floats(values.length)),
    normParameterSums,
  };
}
