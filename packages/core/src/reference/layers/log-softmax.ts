import { logInDouble } from "../../numeric/log.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines } from "./axis-lines.ts";

/**
 * Along the axis: y_i = (x_i - m) - log Σ_j e^(x_j - m), m the maximum; dx_i = g_i - e^(y_i)·Σ_j g_j. In f64, sums in index
 * order, rounded once.
 */
export function logSoftmaxKernel(kernels: Kernels, rowShape: Shape, axis: number): LayerKernel<undefined> {
  const lines = axisLines(rowShape, axis);
  return {
    forward(input) {
      const { maxima, sums } = kernels.exponentialSums(input, lines);
      for (let line = 0; line < sums.length; line++) sums[line] = logInDouble(sums[line]!);
      return { output: kernels.logSoftmaxOfLines(input, lines, maxima, sums), saved: undefined };
    },
    backward: (outputGradient, { output }) => ({ input: kernels.logSoftmaxGradient(outputGradient, output, lines) }),
  };
}
