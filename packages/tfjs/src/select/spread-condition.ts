import { shapesEqual } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * A condition in the shape of `target`, spread over axes of length 1. By a sum: it takes more axes than a tile does, and on wasm
 * a hundredth of its time.
 */
export function spreadCondition(tf: TfjsNamespace, condition: DeviceTensor, target: DeviceTensor): DeviceTensor {
  if (shapesEqual(condition.shape, target.shape)) return condition;
  return tf.greater(tf.add(tf.cast(condition, "float32"), tf.zerosLike(target)), 0);
}
