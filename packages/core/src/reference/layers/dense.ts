import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * y = x·Wᵀ + b along the last axis, with W [units, inputs] and b [units]: each of a row's vectors of `inputs` numbers is a
 * row of x. A row of one axis is one of them.
 *
 * Backward, with g the gradient of y: dx = g·W, dW = gᵀ·x, db = Σ over the vectors of g. The bias is added after the sum
 * over the inputs; the sums over vectors run in row-major order, on from those of the micro-batches before.
 */
export function denseKernel(kernels: Kernels, inputs: number, units: number): LayerKernel<undefined> {
  return {
    forward: (input, _rows, { parameters: { weight, bias } }) => ({
      output: affine(kernels, input, weight!, bias, inputs),
      saved: undefined,
    }),
    backward(outputGradient, { input }, { parameters: { weight, bias }, sums, needsInputGradient }) {
      const vectors = input.length / inputs;
      return {
        ...(needsInputGradient ? { input: kernels.matmul(outputGradient, weight!, vectors, units) } : {}),
        parameters: {
          weight: kernels.matmulOfTransposed(outputGradient, input, vectors, sums.weight),
          ...(bias === undefined ? {} : { bias: kernels.sumRows(outputGradient, units, sums.bias) }),
        },
      };
    },
  };
}

/**
 * x·wᵀ + b: each sum runs over the inputs, then the bias is added.
 *
 * @param x [vectors, inputs]
 * @param w [units, inputs]
 * @returns [vectors, units]
 */
export function affine(
  kernels: Kernels,
  x: Float32Array,
  w: Float32Array,
  b: Float32Array | undefined,
  inputs: number,
): Float32Array {
  const output = kernels.matmulTransposed(x, w, x.length / inputs, inputs);
  return b === undefined ? output : kernels.addToRows(output, b);
}
