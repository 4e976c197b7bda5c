import { expInDouble } from "../../numeric/exp.ts";
import { logInDouble } from "../../numeric/log.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines, lineMaximum } from "./axis-lines.ts";

/**
 * Along the axis: y_i = (x_i - m) - log Σ_j e^(x_j - m), m the maximum; dx_i = g_i - e^(y_i)·Σ_j g_j. In f64, sums in index
 * order, rounded once.
 */
export function logSoftmaxKernel(rowShape: Shape, axis: number): LayerKernel<undefined> {
  const lines = axisLines(rowShape, axis);
  const { length, stride } = lines;
  return {
    forward(input) {
      const output = new Float32Array(input.length);
      lines.each(input.length, (start) => {
        const maximum = lineMaximum(input, start, lines);
        let sum = 0;
        for (let index = 0; index < length; index++) sum += expInDouble(input[start + index * stride]! - maximum);
        const logSum = logInDouble(sum);
        for (let index = 0; index < length; index++) {
          output[start + index * stride] = input[start + index * stride]! - maximum - logSum;
        }
      });
      return { output, saved: undefined };
    },
    backward(outputGradient, { output }) {
      const input = new Float32Array(output.length);
      lines.each(output.length, (start) => {
        let sum = 0;
        for (let index = 0; index < length; index++) sum += outputGradient[start + index * stride]!;
        for (let index = 0; index < length; index++) {
          const place = start + index * stride;
          input[place] = outputGradient[place]! - expInDouble(output[place]!) * sum;
        }
      });
      return { input };
    },
  };
}
