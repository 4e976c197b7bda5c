import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** y = tanh x. */
export function tanhForward(tf: TfjsNamespace, input: DeviceTensor): DeviceTensor {
  return tf.tanh(input);
}

/** dx = dy · (1 - y²). */
export function tanhBackward(tf: TfjsNamespace, output: DeviceTensor, gradient: DeviceTensor): DeviceTensor {
  return tf.mul(gradient, tf.sub(1, tf.square(output)));
}
