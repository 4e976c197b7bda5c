import type { LossResult } from "./loss-kernel.ts";

const f32 = Math.fround;

/**
 * For a row of outputs y and targets t of length n: loss = (Σ (y_j - t_j)²) / n; gradient_j = weight · 2 (y_j - t_j) / n.
 * Every operation in f32, the sum of the rows' losses in f64.
 *
 * @param output [rows, n]
 * @param targets [rows, n]
 */
export function meanSquaredErrorKernel(
  output: Float32Array,
  targets: Float32Array | Int32Array,
  rows: number,
  weights: Float32Array | undefined,
  lossSumBefore = 0,
): LossResult {
  const length = output.length / rows;
  const gradient = new Float32Array(output.length);
  let lossSum = lossSumBefore;
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    let squares = 0;
    for (let index = row * length; index < (row + 1) * length; index++) {
      const difference = f32(output[index]! - targets[index]!);
      squares = f32(squares + f32(difference * difference));
      gradient[index] = weight * f32(f32(2 * difference) / length);
    }
    lossSum += weight * f32(squares / length);
  }
  return { lossSum, gradient };
}
