import type { EngineModel } from "@lockstep/core/engine";

import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { DeviceNetwork, NetworkPass } from "./device-network.ts";
import { layerKernel } from "./layer-kernels.ts";
import { createLayerStack } from "./layer-stack.ts";

/** The network of a model spec: a stack of our own kernels, whose gradients do without tfjs's tape. */
export function specNetwork({ layers }: Pick<EngineModel, "layers">): DeviceNetwork {
  const stack = createLayerStack(layers, layerKernel);
  const output = (inputs: DeviceTensor, pass: NetworkPass): DeviceTensor =>
    stack.forward(inputs, { ...pass, training: false }).activations.at(-1)!.output;
  return {
    output,
    scores: output,
    sums(inputs, pass, lossOf) {
      const { activations, buffers } = stack.forward(inputs, { ...pass, training: true });
      const { lossSum, gradient } = lossOf(activations.at(-1)!.output);
      const { tf, parameters } = pass;
      const gradients = stack.backward(gradient, activations, { tf, parameters, needsInputGradient: false }).parameters;
      return { lossSum, gradients, buffers: { ...pass.buffers, ...buffers } };
    },
  };
}
