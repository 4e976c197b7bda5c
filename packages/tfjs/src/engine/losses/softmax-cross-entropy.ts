import { selectOrZero } from "../select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { RowLoss } from "./row-loss.ts";

/**
 * Softmax cross-entropy of logits z and class c: log Σ_j e^(z_j - m) - (z_c - m) with m = max z; its gradient is the
 * softmax, less 1 at the class.
 *
 * @param logits [rows, classes].
 * @param labels int32, [rows].
 */
export function softmaxCrossEntropy(tf: TfjsNamespace, logits: DeviceTensor, labels: DeviceTensor): RowLoss {
  const [rows, classes] = logits.shape as [number, number];
  // Not tf.oneHot: the wasm backend writes int32 whatever type is asked for, beyond the end of a bool tensor.
  const isLabel = tf.equal(tf.reshape(labels, [rows, 1]), tf.range(0, classes, 1, "int32"));
  const shifted = tf.sub(logits, tf.max(logits, 1, true));
  const exponentials = tf.exp(shifted);
  const sums = tf.sum(exponentials, 1, true);
  // Selected, not multiplied: another class's -Infinity must not become NaN.
  const atLabel = tf.sum(selectOrZero(tf, isLabel, shifted), 1);
  return {
    losses: tf.sub(tf.reshape(tf.log(sums), [rows]), atLabel),
    gradients: () => tf.sub(tf.div(exponentials, sums), tf.cast(isLabel, "float32")),
  };
}
