import { InvalidOptionError } from "@lockstep/core";

import type { OutputWeights } from "./row-weights.ts";

/** The weights of one batch for one output, ready for a loss that tfjs averages over the rows. */
export interface BatchWeights {
  /** w · rows / Σ w, or w itself where the sum is divided by rows; rounded to f32 once. */
  readonly factors: Float32Array;
  /** Σ w, or the number of rows. */
  readonly total: number;
}

/**
 * The factors that make the mean over the rows a weighted one: Σ (w · n / Σ w) · loss / n = Σ w · loss / Σ w.
 *
 * @throws {InvalidOptionError} if the weights of these rows are all 0: the mean would be 0 / 0.
 */
export function batchWeights(
  weights: OutputWeights,
  rows: readonly number[],
  divideBy: "weights" | "rows",
  subject = "fitModel: a batch",
): readonly (BatchWeights | undefined)[] {
  return weights.map((ofRows) => {
    if (ofRows === undefined) return undefined;
    const own = rows.map((row) => ofRows[row]!);
    const sum = own.reduce((total, weight) => total + weight, 0);
    if (divideBy === "rows") return { factors: Float32Array.from(own), total: rows.length };
    if (sum === 0) {
      throw new InvalidOptionError({
        subject,
        rule: "needs a row that weighs more than 0",
        received: `${rows.length} rows of weight 0`,
        remedy: 'Leave out rows of weight 0, use larger batches, or divideBy: "rows".',
      });
    }
    return { factors: Float32Array.from(own, (weight) => (weight * rows.length) / sum), total: sum };
  });
}
