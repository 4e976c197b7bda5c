import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** As in core's law. */
const EPSILON = 1e-7;

/**
 * The law of core's `limitNorms` in tensors, with f32 sums: a unit's incoming weights are all that share a place along
 * `unitAxes`.
 *
 * @returns a new tensor, or the given one if it has one axis.
 */
export function limitNorms(
  tf: TfjsNamespace,
  weights: DeviceTensor,
  maxNorm: number,
  unitAxes: readonly number[],
): DeviceTensor {
  if (weights.rank < 2) return weights;
  const incoming = weights.shape.map((_, axis) => axis).filter((axis) => !unitAxes.includes(axis));
  const norm = tf.sqrt(tf.sum(tf.square(weights), incoming, true));
  const factor = tf.where(tf.greater(norm, maxNorm), tf.div(maxNorm, tf.add(norm, EPSILON)), 1);
  return tf.mul(weights, factor);
}
