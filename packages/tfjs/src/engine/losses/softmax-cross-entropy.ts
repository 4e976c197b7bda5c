import { select } from "../../select/select.ts";
import { selectOrZero } from "../../select/select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { labelPlaces } from "./label-places.ts";
import type { RowLoss } from "./row-loss.ts";

const f32 = Math.fround;

/**
 * Softmax cross-entropy of C logits z and class c with smoothing ε: with -log p_j = log Σ_k e^(z_k - m) - (z_j - m) and m =
 * max z, it is (1 - ε)·(-log p_c) + (ε / C)·Σ_j -log p_j; its gradient is the softmax, less ε / C, and less 1 - ε more at
 * the class.
 *
 * @param labelSmoothing ε; at 0 the second sum is left out.
 * @param logits [rows, classes].
 * @param labels int32, [rows].
 */
export function softmaxCrossEntropy(
  tf: TfjsNamespace,
  labelSmoothing: number,
  logits: DeviceTensor,
  labels: DeviceTensor,
): RowLoss {
  const [rows, classes] = logits.shape as [number, number];
  const spread = f32(f32(labelSmoothing) / classes);
  const kept = f32(1 - f32(labelSmoothing));
  const isLabel = labelPlaces(tf, labels, classes);
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const sums = tf.sum(exponentials, 1, true);
  const logSums = tf.log(sums);
  // Selected, not multiplied: another class's -Infinity must not become NaN.
  const atLabel = tf.sum(selectOrZero(tf, isLabel, shifted), 1);
  const ofLabel = tf.sub(tf.reshape(logSums, [rows]), atLabel);
  if (labelSmoothing === 0) {
    return {
      losses: ofLabel,
      gradients: () => tf.sub(tf.div(exponentials, sums), tf.cast(isLabel, "float32")),
    };
  }
  const ofAll = tf.sum(tf.sub(logSums, shifted), 1);
  const filled = (value: number): DeviceTensor => tf.fill(logits.shape, value);
  return {
    losses: tf.add(tf.mul(ofLabel, kept), tf.mul(ofAll, spread)),
    gradients: () =>
      tf.sub(tf.div(exponentials, sums), select(tf, isLabel, filled(f32(kept + spread)), filled(spread))),
  };
}
