import type { DeviceTensor, TfjsNamespace } from "../tfjs-namespace.ts";

/**
 * Multiplies each row by its weight.
 *
 * @param values [rows, ...].
 * @param weights [rows]; without them every row weighs 1.
 */
export function weighRows(tf: TfjsNamespace, values: DeviceTensor, weights: DeviceTensor | undefined): DeviceTensor {
  if (weights === undefined) return values;
  return tf.mul(values, tf.reshape(weights, [values.shape[0], ...values.shape.slice(1).fill(1)]));
}
