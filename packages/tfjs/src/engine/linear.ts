import type { DeviceTensor, TfjsNamespace } from "../namespace/tfjs-namespace.ts";
import { product } from "./product.ts";

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
  const products = product(tf, x, weight);
  return bias === undefined ? products : tf.add(products, bias);
}

/** dW = xᵀ·dy, [inputs, units]. */
export function linearWeightGradient(tf: TfjsNamespace, x: DeviceTensor, outputGradient: DeviceTensor): DeviceTensor {
  return product(tf, tf.transpose(x), outputGradient);
}

/** dx = dy·Wᵀ, [vectors, inputs]. */
export function linearInputGradient(
  tf: TfjsNamespace,
  outputGradient: DeviceTensor,
  weight: DeviceTensor,
): DeviceTensor {
  return product(tf, outputGradient, tf.transpose(weight));
}
