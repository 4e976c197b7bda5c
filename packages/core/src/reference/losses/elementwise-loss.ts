import type { ElementLoss } from "../kernels/element-loss.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LossKernel } from "../loss-kernel.ts";
import { rowWeights } from "./rows-of-a-batch.ts";

/**
 * For a row of n outputs y and targets t: loss = (Σ_j value(y_j, t_j)) / n, the sum in row-major order; gradient_j = weight
 * · (slope(y_j, t_j) / n). Every operation in f32, the sum of the rows' losses in f64. A row of weight 0 is left out.
 */
export function elementwiseLossKernel(kernels: Kernels, loss: ElementLoss): LossKernel {
  return (outputs, targets, rows, given, lossSumBefore = 0) => {
    const weights = rowWeights(given, rows);
    const wanted = targets instanceof Float32Array ? targets : Float32Array.from(targets);
    const { losses, gradient } = kernels.elementLosses(loss, outputs, wanted, weights);
    let lossSum = lossSumBefore;
    for (let row = 0; row < rows; row++) {
      if (weights[row] !== 0) lossSum += weights[row]! * losses[row]!;
    }
    return { lossSum, gradient };
  };
}
