import type { Kernels } from "../kernels/kernels.ts";
import type { LossKernel } from "../loss-kernel.ts";
import { rowWeights } from "./rows-of-a-batch.ts";

/**
 * For a row of log-probabilities x, of its class c: loss = -x_c; the gradient is -weight at c, 0 elsewhere. The sum of the
 * rows' losses is f64. A row of weight 0 is left out.
 */
export function negativeLogLikelihoodKernel(kernels: Kernels): LossKernel {
  return (output, targets, rows, given, lossSumBefore = 0) => {
    const classes = output.length / rows;
    const weights = rowWeights(given, rows);
    const gradient = kernels.floats(output.length);
    const largest = kernels.largestOfRows(output, classes);
    let lossSum = lossSumBefore;
    let correctCount = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights[row]!;
      if (weight === 0) continue;
      const target = targets[row]!;
      const start = row * classes;
      lossSum += weight * -output[start + target]!;
      gradient[start + target] = -weight;
      if (largest[row] === target && !Number.isNaN(output[start + target]!)) correctCount += weight;
    }
    return { lossSum, gradient, correctCount };
  };
}
