import { select } from "../select.ts";
import { selectOrZero } from "../select-or-zero.ts";
import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** Backends whose own kernels do not give +0 for every x that is not above 0. */
const GPUS: readonly string[] = ["webgl", "webgpu"];

/** y = x for x > 0, +0 otherwise; a NaN stays. */
export function reluForward(tf: TfjsNamespace, input: DeviceTensor): DeviceTensor {
  // webgl multiplies by the condition, which makes a NaN of an infinity; webgpu hands a -0 on, which is not below 0.
  if (!GPUS.includes(tf.getBackend())) return tf.relu(input);
  return select(tf, tf.greaterEqual(0, input), tf.zerosLike(input), input);
}

/** dx = dy where x > 0, +0 elsewhere: the derivative at 0 is 0. */
export function reluBackward(tf: TfjsNamespace, input: DeviceTensor, gradient: DeviceTensor): DeviceTensor {
  return selectOrZero(tf, tf.greater(input, 0), gradient);
}
