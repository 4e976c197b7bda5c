import type { LossSpec } from "@lockstep/core";
import type { RoundingContext } from "./roundings.ts";

/** How many roundings a loss has behind it. */
export interface LossRoundings {
  /** Of the sum over the rows. */
  readonly sum: number;
  /** Of the mean's gradient with respect to an output. */
  readonly gradient: number;
}

/**
 * A row's loss is a chain over its m outputs, a product with its weight and a sum over the rows; the gradient's chain ends
 * with the weight and the quotient by the weights' sum (TOL-6). F roundings for each exp, log and division.
 */
export function roundingsOfLoss(
  loss: LossSpec,
  outputShape: readonly number[],
  { rows, perFunction: F }: RoundingContext,
): LossRoundings {
  const m = outputShape.reduce((total, length) => total * length, 1);
  const of = (row: number, slope: number): LossRoundings => {
    return { sum: row + 1 + rows, gradient: slope + 1 + rows + F };
  };
  switch (loss.kind) {
    case "mean-squared-error": // (Σ (y - t)²) / m; 2·(y - t) / m
    case "mean-absolute-error":
      return of(2 + m + F, 2 + F);
    case "huber": // δ·(|y - t| - ½·δ) beyond the bend, half a square before it
    case "smooth-l1":
      return of(4 + m + 2 * F, 2 + 2 * F);
    case "binary-cross-entropy-with-logits": // (1 - t)·z + (1 + (w - 1)·t)·(log(1 + e^-|z|) + max(-z, 0)); sigmoids
      return of(8 + 2 * F + m + F, 7 + 2 * F);
    case "negative-log-likelihood":
      return of(1, 1);
    case "softmax-cross-entropy": // log Σ e^(z - max) - (z - max), smoothed over all classes; softmax - target
      return of(m + 2 * F + 2 + (loss.labelSmoothing ? m + 4 : 0), m + 2 * F + 2 + (loss.labelSmoothing ? 3 : 0));
  }
}
