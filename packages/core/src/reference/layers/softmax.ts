import type { Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines } from "./axis-lines.ts";

/**
 * Along the axis: y_i = e^(x_i - m) / Σ_j e^(x_j - m), m the maximum; dx_i = y_i·(g_i - Σ_j g_j·y_j). In f64, sums in index
 * order, rounded once.
 */
export function softmaxKernel(kernels: Kernels, rowShape: Shape, axis: number): LayerKernel<undefined> {
  const lines = axisLines(rowShape, axis);
  return {
    forward: (input) => ({ output: kernels.softmaxOfLines(input, lines), saved: undefined }),
    backward: (outputGradient, { output }) => ({ input: kernels.softmaxGradient(outputGradient, output, lines) }),
  };
}
