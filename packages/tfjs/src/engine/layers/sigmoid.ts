import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** y = 1 / (1 + e^-x). */
export function sigmoidForward(tf: TfjsNamespace, input: DeviceTensor): DeviceTensor {
  return tf.sigmoid(input);
}

/** dx = dy · y · (1 - y). */
export function sigmoidBackward(tf: TfjsNamespace, output: DeviceTensor, gradient: DeviceTensor): DeviceTensor {
  return tf.mul(gradient, tf.mul(output, tf.sub(1, output)));
}
