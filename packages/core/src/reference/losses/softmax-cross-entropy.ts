import { log } from "../../numeric/log.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LossKernel } from "../loss-kernel.ts";
import { classIndices, rowWeights } from "./rows-of-a-batch.ts";

const f32 = Math.fround;

/**
 * For a row of C logits z and its class c, with m = max z, e_j = exp(z_j - m), S = Σ e_j in order of j and ε the label
 * smoothing: with -log p_j = log S - (z_j - m), loss = (1 - ε)·(-log p_c) + (ε / C)·Σ_j -log p_j in order of j;
 * gradient_j = weight · (e_j / S - q_j) with q_j = ε / C, and 1 - ε more for j = c. Every operation in f32, the sum of the
 * rows' losses in f64. A row of weight 0 is left out.
 */
export function softmaxCrossEntropyKernel(kernels: Kernels, labelSmoothing: number): LossKernel {
  return (logits, targets, rows, given, lossSumBefore = 0) => {
    const classes = logits.length / rows;
    const spread = f32(f32(labelSmoothing) / classes);
    const kept = f32(1 - f32(labelSmoothing));
    const weights = rowWeights(given, rows);
    const wanted = { ofTarget: f32(kept + spread), ofOthers: spread };
    const { gradient, largest, sums } = kernels.crossEntropyRows(
      logits,
      classes,
      classIndices(targets),
      weights,
      wanted,
    );
    const logSums = sums.map((sum) => log(sum));
    const others = labelSmoothing > 0 ? kernels.sumsOfLosses(logits, classes, largest, logSums) : undefined;
    let lossSum = lossSumBefore;
    let correctCount = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights[row]!;
      if (weight === 0) continue;
      const target = targets[row]!;
      const maximum = logits[row * classes + largest[row]!]!;
      const loss = f32(logSums[row]! - f32(logits[row * classes + target]! - maximum));
      lossSum += weight * (others === undefined ? loss : f32(f32(kept * loss) + f32(spread * others[row]!)));
      if (largest[row] === target && !Number.isNaN(maximum)) correctCount += weight;
    }
    return { lossSum, gradient, correctCount };
  };
}
