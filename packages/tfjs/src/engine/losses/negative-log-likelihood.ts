import { selectOrZero } from "../../select/select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { labelPlaces } from "./label-places.ts";
import type { RowLoss } from "./row-loss.ts";

/**
 * For log-probabilities x and class c: -x_c; its gradient is -1 at c and +0 elsewhere.
 *
 * @param output [rows, classes].
 * @param labels int32, [rows].
 */
export function negativeLogLikelihood(tf: TfjsNamespace, output: DeviceTensor, labels: DeviceTensor): RowLoss {
  const isLabel = labelPlaces(tf, labels, output.shape[1]!);
  return {
    // Selected, not multiplied: another class's -Infinity must not become NaN.
    losses: tf.neg(tf.sum(selectOrZero(tf, isLabel, output), 1)),
    // Not a product with -1, which makes -0 of 0.
    gradients: () => tf.sub(0, tf.cast(isLabel, "float32")),
  };
}
