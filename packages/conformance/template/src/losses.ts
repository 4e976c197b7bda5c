import type { Batch, EvaluationSums, LossSpec } from "@lockstep/core";
import { weightSum } from "@lockstep/core/engine";

/** The loss of a batch and its gradient. Sums, not means: batches of any size add up, and core divides. */
export interface LossResult extends EvaluationSums {
  /** Of `lossSum`, with respect to the output; same length. */
  readonly gradient: Float32Array;
}

/**
 * The weighted loss of a batch's rows. A row of weight 0 is left out, whatever it holds.
 *
 * @param output of the last layer, [rows, ...outputShape].
 */
export function lossOf(loss: LossSpec, output: Float32Array, batch: Batch): LossResult {
  const rows = batch.inputs.shape[0]!;
  const length = output.length / rows;
  const gradient = new Float32Array(output.length);
  const lossOfRow = loss.kind === "softmax-cross-entropy" ? softmaxCrossEntropy : meanSquaredError;
  let lossSum = 0;
  let correctCount = 0;
  for (let row = 0; row < rows; row++) {
    const weight = batch.weights?.[row] ?? 1;
    if (weight === 0) continue;
    const start = row * length;
    const y = output.subarray(start, start + length);
    const slopes = gradient.subarray(start, start + length);
    // A class for each row, or a value for each output.
    const targets =
      loss.kind === "softmax-cross-entropy"
        ? batch.targets.data.subarray(row, row + 1)
        : batch.targets.data.subarray(start, start + length);
    lossSum += weight * lossOfRow(y, targets, slopes);
    for (let j = 0; j < length; j++) slopes[j]! *= weight;
    if (isCorrect(y, targets[0]!)) correctCount += weight;
  }
  const sums = { lossSum, weightSum: weightSum(batch), gradient };
  return loss.kind === "softmax-cross-entropy" ? { ...sums, correctCount } : sums;
}

/** Writes the slopes and returns the loss of one row: log Σ e^(z - max z) - (z of the class - max z). */
function softmaxCrossEntropy(
  z: Float32Array,
  [target]: ArrayLike<number> & Iterable<number>,
  slopes: Float32Array,
): number {
  const largest = z.reduce((a, b) => Math.max(a, b), -Infinity);
  const shares = Float64Array.from(z, (value) => Math.exp(value - largest));
  const sum = shares.reduce((a, b) => a + b, 0);
  for (let j = 0; j < z.length; j++) slopes[j] = shares[j]! / sum - (j === target ? 1 : 0);
  return Math.log(sum) - (z[target!]! - largest);
}

/** Writes the slopes and returns the loss of one row: the mean of (y - t)². */
function meanSquaredError(y: Float32Array, targets: ArrayLike<number>, slopes: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < y.length; j++) {
    const difference = y[j]! - targets[j]!;
    slopes[j] = (2 * difference) / y.length;
    sum += difference * difference;
  }
  return sum / y.length;
}

/** Whether the largest output is the target's, the first one on ties; a row with a NaN is never correct. */
function isCorrect(y: Float32Array, target: number): boolean {
  return y.every((value, index) => (index < target ? value < y[target]! : value <= y[target]!));
}
