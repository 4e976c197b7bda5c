import { exp } from "../numeric/exp.ts";
import { log } from "../numeric/log.ts";
import type { LossResult } from "./loss-kernel.ts";

const f32 = Math.fround;

/**
 * For a row of logits z and its class c, with m = max z, e_j = exp(z_j - m) and S = Σ e_j in order of j:
 * loss = log S - (z_c - m); gradient_j = weight · (e_j / S - [j = c]). Every operation in f32, the sum of the rows'
 * losses in f64.
 *
 * @param output logits, [rows, classes].
 * @param targets class indices, [rows].
 */
export function softmaxCrossEntropyKernel(
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
    const logits = output.subarray(row * classes, (row + 1) * classes);
    const target = targets[row]!;
    const weight = weights?.[row] ?? 1;
    const largest = indexOfLargest(logits);
    const maximum = logits[largest]!;
    const shares = gradient.subarray(row * classes, (row + 1) * classes);
    let sum = 0;
    for (let j = 0; j < classes; j++) {
      shares[j] = exp(f32(logits[j]! - maximum));
      sum = f32(sum + shares[j]!);
    }
    for (let j = 0; j < classes; j++) {
      const probability = f32(shares[j]! / sum);
      shares[j] = weight * (j === target ? f32(probability - 1) : probability);
    }
    lossSum += weight * f32(log(sum) - f32(logits[target]! - maximum));
    if (largest === target && !Number.isNaN(maximum)) correctCount += weight;
  }
  return { lossSum, gradient, correctCount };
}

/** The first index of the largest value, or of the first NaN: what the sums then are is NaN as well. */
function indexOfLargest(values: Float32Array): number {
  let largest = 0;
  for (let index = 1; index < values.length; index++) {
    if (Number.isNaN(values[largest]!)) break;
    if (!(values[index]! <= values[largest]!)) largest = index;
  }
  return largest;
}
