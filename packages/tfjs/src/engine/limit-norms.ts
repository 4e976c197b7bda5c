import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** As in core's law. */
const EPSILON = 1e-7;

/**
 * The law of core's `limitNorms` in tensors, with f32 sums: a unit's incoming weights are a slice along the first axis of
 * the specification's layout.
 *
 * @param order of the axes on the device. @default as they are
 * @returns a new tensor, or the given one if it has one axis.
 */
export function limitNorms(
  tf: TfjsNamespace,
  weights: DeviceTensor,
  maxNorm: number,
  order?: readonly number[],
): DeviceTensor {
  if (weights.rank < 2) return weights;
  const units = order === undefined ? 0 : order.indexOf(0);
  const incoming = weights.shape.map((_, axis) => axis).filter((axis) => axis !== units);
  const norm = tf.sqrt(tf.sum(tf.square(weights), incoming, true));
  const factor = tf.where(tf.greater(norm, maxNorm), tf.div(maxNorm, tf.add(norm, EPSILON)), 1);
  return tf.mul(weights, factor);
}
