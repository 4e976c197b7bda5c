import type { LayerKernel } from "../layer-kernel.ts";
import { addToRows, sumRows } from "./dense.ts";

/** y = x + P. dx = g, dP = Σ over rows of g, in row order. */
export function positionalEmbeddingKernel(): LayerKernel<undefined> {
  return {
    forward: (input, _rows, { parameters: { weight } }) => ({
      output: addToRows(input.slice(), weight!),
      saved: undefined,
    }),
    backward: (outputGradient, _activation, { parameters: { weight }, sums, needsInputGradient }) => ({
      ...(needsInputGradient ? { input: outputGradient } : {}),
      parameters: { weight: sumRows(outputGradient, weight!.length, sums.weight) },
    }),
  };
}
