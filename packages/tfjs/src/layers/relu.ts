import { select } from "../select.ts";
import { selectOrZero } from "../select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../tfjs-namespace.ts";

/** y = max(x, 0); a NaN stays. */
export function reluForward(tf: TfjsNamespace, input: DeviceTensor): DeviceTensor {
  // webgl multiplies by the condition, which makes a NaN of an infinity. A -0 becomes +0, a NaN is not below 0.
  if (tf.getBackend() === "webgl") return select(tf, tf.greaterEqual(0, input), tf.zerosLike(input), input);
  return tf.relu(input);
}

/** dx = dy where x > 0, +0 elsewhere: the derivative at 0 is 0. */
export function reluBackward(tf: TfjsNamespace, input: DeviceTensor, gradient: DeviceTensor): DeviceTensor {
  return selectOrZero(tf, tf.greater(input, 0), gradient);
}
