import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { spreadCondition } from "./spread-condition.ts";

/** Axes that every backend's kernel of `where` takes; those of the GPU backends refuse more. */
const WHERE_AXES = 4;

/**
 * `yes` where the condition holds, `no` elsewhere: tf.where for tensors of any number of axes.
 *
 * @param condition bool, spread over axes of length 1.
 * @param no of the shape of `yes`.
 */
export function select(tf: TfjsNamespace, condition: DeviceTensor, yes: DeviceTensor, no: DeviceTensor): DeviceTensor {
  const spread = (): DeviceTensor => spreadCondition(tf, condition, yes);
  if (yes.rank <= WHERE_AXES) {
    // Elsewhere tf.where spreads it, by a tile, which is slow on wasm.
    return tf.where(tf.getBackend() === "wasm" ? spread() : condition, yes, no);
  }
  const flat = (tensor: DeviceTensor): DeviceTensor => tf.reshape(tensor, [yes.size]);
  return tf.reshape(tf.where(flat(spread()), flat(yes), flat(no)), yes.shape);
}
