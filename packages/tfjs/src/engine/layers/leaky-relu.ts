import { select } from "../select.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** y = x for x > 0, slope·x otherwise. */
export function leakyReluForward(tf: TfjsNamespace, slope: number, input: DeviceTensor): DeviceTensor {
  // webgl multiplies by the condition, which makes a NaN of an infinity.
  if (tf.getBackend() === "webgl") return select(tf, tf.greater(input, 0), input, tf.mul(input, slope));
  // The cpu backend multiplies in f64: the rounded slope makes the product the same as in f32.
  return tf.leakyRelu(input, Math.fround(slope));
}

/** dx = dy for x > 0, slope·dy otherwise. */
export function leakyReluBackward(
  tf: TfjsNamespace,
  slope: number,
  input: DeviceTensor,
  gradient: DeviceTensor,
): DeviceTensor {
  return select(tf, tf.greater(input, 0), gradient, tf.mul(gradient, slope));
}
