import { firstLargest } from "../first-largest.ts";
import type { LossResult } from "../loss-kernel.ts";

/**
 * For a row of log-probabilities x and its class c: loss = -x_c; the gradient is -weight at c, 0 elsewhere. The sum of the
 * rows' losses is f64. A row of weight 0 is left out.
 *
 * @param output log-probabilities, [rows, classes].
 * @param targets class indices, [rows].
 */
export function negativeLogLikelihoodKernel(
  output: Float32Array,
  targets: Float32Array | Int32Array,
  rows: number,
  weights: Float32Array | undefined,
  lossSumBefore = 0,
): LossResult {
  const classes = output.length / rows;
  const gradient = new Float32Array(output.length);
  let lossSum = lossSumBefore;
  let correctCount = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const target = targets[row]!;
    const values = output.subarray(row * classes, (row + 1) * classes);
    lossSum += weight * -values[target]!;
    gradient[row * classes + target] = -weight;
    const largest = firstLargest(values);
    if (largest === target && !Number.isNaN(values[largest]!)) correctCount += weight;
  }
  return { lossSum, gradient, correctCount };
}
