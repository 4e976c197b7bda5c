import type { LayerKernel } from "../layer-kernel.ts";
import type { Kernels } from "../kernels/kernels.ts";

/** y = x + P. dx = g, dP = Σ over rows of g, in row order. */
export function positionalEmbeddingKernel(kernels: Kernels): LayerKernel<undefined> {
  return {
    forward: (input, _rows, { parameters: { weight } }) => ({
      output: kernels.addToRows(input.slice(), weight!),
      saved: undefined,
    }),
    backward: (outputGradient, _activation, { parameters: { weight }, sums, needsInputGradient }) => ({
      ...(needsInputGradient ? { input: outputGradient } : {}),
      parameters: { weight: kernels.sumRows(outputGradient, weight!.length, sums.weight) },
    }),
  };
}
