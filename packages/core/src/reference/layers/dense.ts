import type { LayerKernel } from "../layer-kernel.ts";
import { matmul, matmulOfTransposed, matmulTransposed } from "../matmul.ts";

/**
 * y = x·Wᵀ + b with x [rows, inputs], W [units, inputs], b [units], y [rows, units].
 *
 * Backward, with g the gradient of y: dx = g·W, dW = gᵀ·x, db = Σ over rows of g. The bias is added after the sum over
 * the inputs; the sums over rows run in row order, on from those of the micro-batches before.
 */
export function denseKernel(inputs: number, units: number): LayerKernel<undefined> {
  return {
    forward(input, rows, { parameters: { weight, bias } }) {
      const output = matmulTransposed(input, weight!, rows, inputs);
      if (bias !== undefined) {
        for (let index = 0; index < output.length; index++) output[index] = output[index]! + bias[index % units]!;
      }
      return { output, saved: undefined };
    },
    backward(outputGradient, { input, rows }, { parameters: { weight, bias }, sums, needsInputGradient }) {
      return {
        ...(needsInputGradient ? { input: matmul(outputGradient, weight!, rows, units) } : {}),
        parameters: {
          weight: matmulOfTransposed(outputGradient, input, rows, sums.weight),
          ...(bias === undefined ? {} : { bias: sumRows(outputGradient, units, sums.bias) }),
        },
      };
    },
  };
}

function sumRows(values: Float32Array, columns: number, sums: Float32Array = new Float32Array(columns)): Float32Array {
  for (let index = 0; index < values.length; index++) sums[index % columns] = sums[index % columns]! + values[index]!;
  return sums;
}
