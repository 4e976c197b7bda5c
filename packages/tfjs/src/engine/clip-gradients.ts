import type { GradientClip } from "@lockstep/core";

import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** As in core's law. */
const EPSILON = 1e-6;

/**
 * The law of core's `clipGradients` in tensors, with f32 sums. Comparisons choose what a NaN becomes, since `minimum` and
 * `clipByValue` of some backends lose it.
 *
 * @param gradients of the mean loss, by parameter.
 * @returns new tensors.
 */
export function clipGradients(tf: TfjsNamespace, gradients: DeviceTensors, clip: GradientClip): DeviceTensors {
  const { limit } = clip;
  if (clip.kind === "value") {
    return mapTensors(gradients, (gradient) => {
      const fromBelow = tf.where(tf.greater(-limit, gradient), -limit, gradient);
      return tf.where(tf.greater(gradient, limit), limit, fromBelow);
    });
  }
  // tf.stack takes no empty list: a model without parameters.
  if (Object.keys(gradients).length === 0) return gradients;
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.add(tf.sqrt(tf.sum(tf.stack(squares))), EPSILON);
  const factor = tf.where(tf.greater(limit, norm), 1, tf.div(limit, norm));
  return mapTensors(gradients, (gradient) => tf.mul(gradient, factor));
}

function mapTensors(tensors: DeviceTensors, change: (tensor: DeviceTensor) => DeviceTensor): DeviceTensors {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor)]));
}
