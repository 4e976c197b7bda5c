import type { DeviceTensor } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * y = x·W + b, with W on the device as [in, out]; dW = xᵀ·dy, db = the sum of dy over rows, dx = dy·Wᵀ.
 *
 * Every product here is plain A·B with explicit transposes: the wasm backend computes transposed operands 10 to 25 times
 * slower, and its fused matMul gives wrong numbers when it transposes and adds a bias.
 */
export function denseKernel(): LayerKernel {
  return {
    forward(input, { tf, parameters: { weight, bias } }) {
      const product = tf.matMul(input, weight!);
      return { output: bias === undefined ? product : tf.add(product, bias), saved: undefined };
    },
    backward(outputGradient, { input }, { tf, parameters: { weight, bias }, needsInputGradient }) {
      const parameters: Record<string, DeviceTensor> = {
        weight: tf.matMul(tf.transpose(input), outputGradient),
      };
      if (bias !== undefined) parameters["bias"] = tf.sum(outputGradient, 0);
      if (!needsInputGradient) return { parameters };
      return { input: tf.matMul(outputGradient, tf.transpose(weight!)), parameters };
    },
  };
}
