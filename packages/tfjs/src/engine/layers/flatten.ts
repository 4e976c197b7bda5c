import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";

/** [rows, ...axes] becomes [rows, product of axes]; the elements stay as they are. */
export function flattenForward(tf: TfjsNamespace, input: DeviceTensor): DeviceTensor {
  return tf.reshape(input, [input.shape[0], -1]);
}

/** The gradient in the input's shape. */
export function flattenBackward(tf: TfjsNamespace, input: DeviceTensor, gradient: DeviceTensor): DeviceTensor {
  return tf.reshape(gradient, input.shape);
}
