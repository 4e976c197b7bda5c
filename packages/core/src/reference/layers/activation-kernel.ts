import type { LayerKernel } from "../layer-kernel.ts";

/** The kernel of an elementwise function: each output depends on one input, and there are no parameters. */
export function activationKernel(
  value: (x: number) => number,
  /** dy/dx times the gradient of y, given x and y. */
  gradient: (outputGradient: number, x: number, y: number) => number,
): LayerKernel<undefined> {
  return {
    forward: (input) => ({ output: input.map(value), saved: undefined }),
    backward: (outputGradient, { input, output }) => ({
      input: outputGradient.map((g, index) => gradient(g, input[index]!, output[index]!)),
    }),
  };
}
