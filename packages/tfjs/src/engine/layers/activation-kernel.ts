import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/** The kernel of an elementwise function: each output depends on one input, and there are no parameters. */
export function activationKernel(
  value: (tf: TfjsNamespace, x: DeviceTensor) => DeviceTensor,
  /** dy/dx times the gradient of y, given x and y. */
  gradient: (tf: TfjsNamespace, outputGradient: DeviceTensor, x: DeviceTensor, y: DeviceTensor) => DeviceTensor,
): LayerKernel<undefined> {
  return {
    forward: (input, { tf }) => ({ output: value(tf, input), saved: undefined }),
    backward: (outputGradient, { input, output }, { tf }) => ({ input: gradient(tf, outputGradient, input, output) }),
  };
}
