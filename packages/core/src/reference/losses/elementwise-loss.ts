import type { LossKernel } from "../loss-kernel.ts";

const f32 = Math.fround;

/** A function of one output y and its target t, at a place in the row, and its derivative by y; both in f32. */
export interface ElementLoss {
  readonly value: (y: number, t: number, place: number) => number;
  readonly slope: (y: number, t: number, place: number) => number;
}

/**
 * For a row of n outputs y and targets t: loss = (Σ_j value(y_j, t_j)) / n, the sum in row-major order; gradient_j = weight
 * · (slope(y_j, t_j) / n). Every operation in f32, the sum of the rows' losses in f64. A row of weight 0 is left out.
 */
export function elementwiseLossKernel({ value, slope }: ElementLoss): LossKernel {
  return (outputs, targets, rows, weights, lossSumBefore = 0) => {
    const length = outputs.length / rows;
    const gradient = new Float32Array(outputs.length);
    let lossSum = lossSumBefore;
    for (let row = 0; row < rows; row++) {
      const weight = weights?.[row] ?? 1;
      if (weight === 0) continue;
      let sum = 0;
      for (let place = 0; place < length; place++) {
        const index = row * length + place;
        const [y, t] = [outputs[index]!, targets[index]!];
        sum = f32(sum + value(y, t, place));
        gradient[index] = weight * f32(slope(y, t, place) / length);
      }
      lossSum += weight * f32(sum / length);
    }
    return { lossSum, gradient };
  };
}
