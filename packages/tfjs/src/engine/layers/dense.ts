import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { linear, linearInputGradient, linearWeightGradient } from "../linear.ts";
import { sumVectors } from "../sum-vectors.ts";

/**
 * y = x·W + b along the last axis, with W on the device as [in, out]: every vector of a row goes through the same product.
 * dW = xᵀ·dy, db = the sum of dy over the vectors, dx = dy·Wᵀ.
 */
export function denseKernel(): LayerKernel {
  return {
    forward(input, { tf, parameters: { weight, bias } }) {
      const output = linear(tf, vectorsOf(tf, input), weight!, bias);
      return { output: inShapeOf(tf, output, input), saved: undefined };
    },
    backward(outputGradient, { input }, { tf, parameters: { weight, bias }, needsInputGradient }) {
      const gradient = vectorsOf(tf, outputGradient);
      const parameters: Record<string, DeviceTensor> = {
        weight: linearWeightGradient(tf, vectorsOf(tf, input), gradient),
      };
      if (bias !== undefined) parameters["bias"] = sumVectors(tf, gradient);
      if (!needsInputGradient) return { parameters };
      return { input: tf.reshape(linearInputGradient(tf, gradient, weight!), input.shape), parameters };
    },
  };
}

/** [..., features] as [vectors, features], in row-major order. */
function vectorsOf(tf: TfjsNamespace, rows: DeviceTensor): DeviceTensor {
  return rows.rank === 2 ? rows : tf.reshape(rows, [-1, rows.shape.at(-1)!]);
}

/** [vectors, units] as [..., units], with the axes of the layer's input before the last. */
function inShapeOf(tf: TfjsNamespace, vectors: DeviceTensor, input: DeviceTensor): DeviceTensor {
  return input.rank === 2 ? vectors : tf.reshape(vectors, [...input.shape.slice(0, -1), vectors.shape[1]!]);
}
