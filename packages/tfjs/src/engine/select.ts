import { shapesEqual } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** Axes that every backend's kernel of `where` takes; those of the GPU backends refuse more. */
const WHERE_AXES = 4;

/**
 * `yes` where the condition holds, `no` elsewhere: tf.where for tensors of any number of axes.
 *
 * @param condition bool, spread over axes of length 1.
 * @param no of the shape of `yes`.
 */
export function select(tf: TfjsNamespace, condition: DeviceTensor, yes: DeviceTensor, no: DeviceTensor): DeviceTensor {
  if (yes.rank <= WHERE_AXES) return tf.where(condition, yes, no);
  const flat = (tensor: DeviceTensor): DeviceTensor => tf.reshape(tensor, [yes.size]);
  return tf.reshape(tf.where(flat(spread(tf, condition, yes)), flat(yes), flat(no)), yes.shape);
}

/** The condition in the shape of `target`. By a sum, which broadcasts over more axes than a tile does. */
function spread(tf: TfjsNamespace, condition: DeviceTensor, target: DeviceTensor): DeviceTensor {
  if (shapesEqual(condition.shape, target.shape)) return condition;
  return tf.greater(tf.add(tf.cast(condition, "float32"), tf.zerosLike(target)), 0);
}
