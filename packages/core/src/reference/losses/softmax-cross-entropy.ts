import { exp } from "../../numeric/exp.ts";
import { log } from "../../numeric/log.ts";
import { firstLargest } from "../first-largest.ts";
import type { LossKernel } from "../loss-kernel.ts";

const f32 = Math.fround;

/**
 * For a row of C logits z and its class c, with m = max z, e_j = exp(z_j - m), S = Σ e_j in order of j and ε the label
 * smoothing: with -log p_j = log S - (z_j - m), loss = (1 - ε)·(-log p_c) + (ε / C)·Σ_j -log p_j in order of j;
 * gradient_j = weight · (e_j / S - q_j) with q_j = ε / C, and 1 - ε more for j = c. Every operation in f32, the sum of the
 * rows' losses in f64. A row of weight 0 is left out.
 */
export function softmaxCrossEntropyKernel(labelSmoothing: number): LossKernel {
  return (logits, targets, rows, weights, lossSumBefore = 0) => {
    const classes = logits.length / rows;
    const spread = f32(f32(labelSmoothing) / classes);
    const kept = f32(1 - f32(labelSmoothing));
    const gradient = new Float32Array(logits.length);
    let lossSum = lossSumBefore;
    let correctCount = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      const z = logits.subarray(row * classes, (row + 1) * classes);
      const target = targets[row]!;
      const largest = firstLargest(z);
      const maximum = z[largest]!;
      const shares = gradient.subarray(row * classes, (row + 1) * classes);
      let sum = 0;
      for (let j = 0; j < classes; j++) {
        shares[j] = exp(f32(z[j]! - maximum));
        sum = f32(sum + shares[j]!);
      }
      const logSum = log(sum);
      for (let j = 0; j < classes; j++) {
        const wanted = j === target ? f32(kept + spread) : spread;
        shares[j] = weight * f32(f32(shares[j]! / sum) - wanted);
      }
      let loss = f32(logSum - f32(z[target]! - maximum));
      if (labelSmoothing > 0) {
        let others = 0;
        for (let j = 0; j < classes; j++) others = f32(others + f32(logSum - f32(z[j]! - maximum)));
        loss = f32(f32(kept * loss) + f32(spread * others));
      }
      lossSum += weight * loss;
      if (largest === target && !Number.isNaN(maximum)) correctCount += weight;
    }
    return { lossSum, gradient, correctCount };
  };
}
