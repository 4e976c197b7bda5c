import { expInDouble } from "../../numeric/exp.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines, lineMaximum } from "./axis-lines.ts";

/**
 * Along the axis: y_i = e^(x_i - m) / Σ_j e^(x_j - m), m the maximum; dx_i = y_i·(g_i - Σ_j g_j·y_j). In f64, sums in index
 * order, rounded once.
 */
export function softmaxKernel(rowShape: Shape, axis: number): LayerKernel<undefined> {
  const lines = axisLines(rowShape, axis);
  const { length, stride } = lines;
  return {
    forward(input) {
      const output = new Float32Array(input.length);
      const shares = new Float64Array(length);
      lines.each(input.length, (start) => {
        const maximum = lineMaximum(input, start, lines);
        let sum = 0;
        for (let index = 0; index < length; index++) {
          shares[index] = expInDouble(input[start + index * stride]! - maximum);
          sum += shares[index]!;
        }
        for (let index = 0; index < length; index++) output[start + index * stride] = shares[index]! / sum;
      });
      return { output, saved: undefined };
    },
    backward(outputGradient, { output }) {
      const input = new Float32Array(output.length);
      lines.each(output.length, (start) => {
        let sum = 0;
        for (let index = 0; index < length; index++) {
          sum += outputGradient[start + index * stride]! * output[start + index * stride]!;
        }
        for (let index = 0; index < length; index++) {
          const place = start + index * stride;
          input[place] = output[place]! * (outputGradient[place]! - sum);
        }
      });
      return { input };
    },
  };
}
