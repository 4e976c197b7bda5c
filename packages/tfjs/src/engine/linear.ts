import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * y = x·w + b. Every product here and in the gradients is plain A·B with explicit transposes: the wasm backend
 * computes transposed operands 10 to 25 times slower, and its fused matMul gives wrong numbers when it transposes and adds
 * a bias.
 *
 * @param x [vectors, inputs].
 * @param weight as it is on the device, [inputs, units].
 * @param bias [units]. @default none
 * @returns [vectors, units]
 */
export function linear(tf: TfjsNamespace, x: DeviceTensor, weight: DeviceTensor, bias?: DeviceTensor): DeviceTensor {
  const product = tf.matMul(x, weight);
  return bias === undefined ? product : tf.add(product, bias);
}

/** dW = xᵀ·dy, [inputs, units]. */
export function linearWeightGradient(tf: TfjsNamespace, x: DeviceTensor, outputGradient: DeviceTensor): DeviceTensor {
  return tf.matMul(tf.transpose(x), outputGradient);
}

/** dx = dy·Wᵀ, [vectors, inputs]. */
export function linearInputGradient(
  tf: TfjsNamespace,
  outputGradient: DeviceTensor,
  weight: DeviceTensor,
): DeviceTensor {
  return tf.matMul(outputGradient, tf.transpose(weight));
}
