import { selectOrZero } from "../../select/select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/**
 * Multiplies each row by its weight. Rows of weight 0 are left out, so that a NaN in one does not leak.
 *
 * @param values [rows, ...].
 * @param weights [rows]; without them every row weighs 1.
 */
export function weighRows(tf: TfjsNamespace, values: DeviceTensor, weights: DeviceTensor | undefined): DeviceTensor {
  if (weights === undefined) return values;
  const column = tf.reshape(weights, [values.shape[0], ...values.shape.slice(1).fill(1)]);
  return selectOrZero(tf, tf.greater(column, 0), tf.mul(values, column));
}
