import type { Activation } from "../activations/activation.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** The kernel of an activation. */
export function activationKernel(kernels: Kernels, activation: Activation): LayerKernel<undefined> {
  return {
    forward: (input) => ({ output: kernels.activate(activation, input), saved: undefined }),
    backward: (outputGradient, { input, output }) => ({
      input: kernels.activateGradient(activation, outputGradient, input, output),
    }),
  };
}
