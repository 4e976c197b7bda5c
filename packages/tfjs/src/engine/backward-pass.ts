import { UnsupportedOptionError } from "@lockstep/core";
import type { LayerPass } from "./forward-pass.ts";
import { denseBackward, denseParameterGradients } from "./layers/dense.ts";
import { dropoutBackward } from "./layers/dropout.ts";
import { flattenBackward } from "./layers/flatten.ts";
import { leakyReluBackward } from "./layers/leaky-relu.ts";
import { reluBackward } from "./layers/relu.ts";
import { sigmoidBackward } from "./layers/sigmoid.ts";
import { tanhBackward } from "./layers/tanh.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/**
 * Walks the layers backwards and collects the gradients of the parameters. The walk ends at the first layer that has
 * any: the gradient of the model's inputs is never computed.
 *
 * @param passes what {@link forwardPass} returned.
 * @param outputGradient gradient of the loss with respect to the model's output.
 * @returns gradients by parameter name, in the parameters' shapes.
 */
export function backwardPass(
  tf: TfjsNamespace,
  passes: readonly LayerPass[],
  parameters: DeviceTensors,
  outputGradient: DeviceTensor,
): DeviceTensors {
  const gradients: Record<string, DeviceTensor> = {};
  const first = passes.findIndex(({ layer }) => layer.parameters.length > 0);
  if (first < 0) return gradients;
  let gradient = outputGradient;
  for (let index = passes.length - 1; index >= first; index--) {
    const pass = passes[index]!;
    if (pass.layer.spec.kind === "dense") {
      Object.assign(gradients, denseParameterGradients(tf, pass.layer, pass.input, gradient));
    }
    if (index > first) gradient = layerBackward(tf, pass, parameters, gradient);
  }
  return gradients;
}

function layerBackward(
  tf: TfjsNamespace,
  { layer, input, output, mask }: LayerPass,
  parameters: DeviceTensors,
  gradient: DeviceTensor,
): DeviceTensor {
  const { spec } = layer;
  switch (spec.kind) {
    case "dense":
      return denseBackward(tf, layer, parameters, gradient);
    case "relu":
      return reluBackward(tf, input, gradient);
    case "leaky-relu":
      return leakyReluBackward(tf, spec.slope, input, gradient);
    case "tanh":
      return tanhBackward(tf, output, gradient);
    case "sigmoid":
      return sigmoidBackward(tf, output, gradient);
    case "flatten":
      return flattenBackward(tf, input, gradient);
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutBackward(tf, mask, gradient);
    default:
      throw new UnsupportedOptionError({
        subject: `layer ${layer.name}`,
        rule: "is not computed by this engine",
        received: spec.kind,
      });
  }
}
