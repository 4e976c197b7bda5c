import type { LayerKernel } from "../layer-kernel.ts";
import { matmul, matmulOfTransposed, matmulTransposed } from "../matmul.ts";

/**
 * y = x·Wᵀ + b along the last axis, with W [units, inputs] and b [units]: each of a row's vectors of `inputs` numbers is a
 * row of x. A row of one axis is one of them.
 *
 * Backward, with g the gradient of y: dx = g·W, dW = gᵀ·x, db = Σ over the vectors of g. The bias is added after the sum
 * over the inputs; the sums over vectors run in row-major order, on from those of the micro-batches before.
 */
export function denseKernel(inputs: number, units: number): LayerKernel<undefined> {
  return {
    forward: (input, _rows, { parameters: { weight, bias } }) => ({
      output: affine(input, weight!, bias, inputs),
      saved: undefined,
    }),
    backward(outputGradient, { input }, { parameters: { weight, bias }, sums, needsInputGradient }) {
      const vectors = input.length / inputs;
      return {
        ...(needsInputGradient ? { input: matmul(outputGradient, weight!, vectors, units) } : {}),
        parameters: {
          weight: matmulOfTransposed(outputGradient, input, vectors, sums.weight),
          ...(bias === undefined ? {} : { bias: sumRows(outputGradient, units, sums.bias) }),
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
export function affine(x: Float32Array, w: Float32Array, b: Float32Array | undefined, inputs: number): Float32Array {
  const output = matmulTransposed(x, w, x.length / inputs, inputs);
  return b === undefined ? output : addToRows(output, b);
}

/** Adds a bias to each row, in place. */
export function addToRows(values: Float32Array, bias: Float32Array): Float32Array {
  const columns = bias.length;
  for (let index = 0; index < values.length; index++) values[index] = values[index]! + bias[index % columns]!;
  return values;
}

/** Sums over rows in order, on from those before and in place. */
export function sumRows(
  values: Float32Array,
  columns: number,
  sums: Float32Array = new Float32Array(columns),
): Float32Array {
  for (let index = 0; index < values.length; index++) sums[index % columns] = sums[index % columns]! + values[index]!;
  return sums;
}
