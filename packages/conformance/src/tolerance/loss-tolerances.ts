import type { LossSpec, Tensor } from "@lockstep/core";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import { perFunction, type Accuracy } from "./function-accuracy.ts";
import { roundingsOfLoss } from "./roundings-of-loss.ts";

/** Bounds of a loss on given outputs. */
export interface LossTolerances {
  readonly weightSum: (expected: ArrayLike<number>) => Tolerance;
  readonly sum: (expected: ArrayLike<number>) => Tolerance;
  /** The mean loss: sum by weight. */
  readonly mean: (expected: ArrayLike<number>) => Tolerance;
  /** Of the mean loss, read as a difference of weights that hold the outputs. */
  readonly gradient: (expected: ArrayLike<number>) => Tolerance;
}

/**
 * Bounds of a loss (TOL-6). Rows of all losses but the negative log-likelihood have one sign, and their sum is what
 * roundings refer to; a row of a cross-entropy is log Σ e^(z - max) - (z - max), whose terms are about 1 where the row is
 * nearly 0. The gradient of a cross-entropy is a difference of numbers up to 1, times a row's share of the weights.
 */
export function lossTolerances(
  accuracy: Accuracy,
  {
    loss,
    outputs,
    weights,
  }: { readonly loss: LossSpec; readonly outputs: Tensor; readonly weights?: ArrayLike<number> },
): LossTolerances {
  const { shape, data } = outputs;
  const [rows = 0, ...row] = shape;
  const counts = roundingsOfLoss(loss, row, { rows, perFunction: perFunction(accuracy) });
  const most = largestMagnitude(data);
  const isDifference = loss.kind.includes("cross-entropy") || loss.kind === "negative-log-likelihood";
  // A log-probability may have either sign; a log Σ e^(z - max) is about 1.
  const term = loss.kind === "negative-log-likelihood" ? most : 1;
  const shares = Array.from({ length: rows }, (_, index) => weights?.[index] ?? 1);
  const terms = isDifference ? term * Math.hypot(...shares) : 0;
  const of = `${loss.kind}, outputs ${shape.join("x")}`;
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  const bound = (count: number, scale: number, scaleOf: string, readFrom = 0): Tolerance =>
    roundingTolerance({ of, count, scale, scaleOf, readFrom });
  return {
    weightSum: (expected) => bound(rows, largestMagnitude(expected), "the sum of weights"),
    sum: (expected) => bound(counts.sum, Math.max(largestMagnitude(expected), terms), "the loss or its terms"),
    mean: (expected) =>
      bound(counts.sum + rows + 1, Math.max(largestMagnitude(expected), terms / total), "the loss or its terms"),
    gradient: (expected) => {
      const largest = largestMagnitude(expected);
      const scale = isDifference ? Math.max(largest, largestMagnitude(shares) / total) : largest;
      return bound(counts.gradient, scale, "the largest gradient or its terms", most + 2 * largest);
    },
  };
}
