import { UnsupportedOptionError } from "@lockstep/core";
import type { ResolvedLayer } from "@lockstep/core/engine";

import { denseForward } from "./layers/dense.ts";
import { dropoutForward } from "./layers/dropout.ts";
import { flattenForward } from "./layers/flatten.ts";
import { leakyReluForward } from "./layers/leaky-relu.ts";
import { reluForward } from "./layers/relu.ts";
import { sigmoidForward } from "./layers/sigmoid.ts";
import { tanhForward } from "./layers/tanh.ts";
import type { DeviceMask } from "./tensor-transfer.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../namespace/tfjs-namespace.ts";

/** What one layer took and gave: all that its backward step needs. */
export interface LayerPass {
  readonly layer: ResolvedLayer;
  readonly input: DeviceTensor;
  readonly output: DeviceTensor;
  /** Of a layer that draws, in training. */
  readonly mask: DeviceMask | undefined;
}

/**
 * Runs the layers one after the other.
 *
 * @param inputs [rows, ...inputShape].
 * @param masks one for each dropout layer, in forward order; none in evaluation.
 * @returns a pass for each layer; the last one's output is the model's, [rows, ...outputShape].
 */
export function forwardPass(
  tf: TfjsNamespace,
  layers: readonly ResolvedLayer[],
  parameters: DeviceTensors,
  inputs: DeviceTensor,
  masks: readonly DeviceMask[] = [],
): readonly LayerPass[] {
  const passes: LayerPass[] = [];
  let input = inputs;
  for (const layer of layers) {
    const [site] = layer.sites;
    const mask = site === undefined ? undefined : masks[site];
    const output = layerForward(tf, layer, parameters, input, mask);
    passes.push({ layer, input, output, mask });
    input = output;
  }
  return passes;
}

function layerForward(
  tf: TfjsNamespace,
  layer: ResolvedLayer,
  parameters: DeviceTensors,
  input: DeviceTensor,
  mask: DeviceMask | undefined,
): DeviceTensor {
  const { spec } = layer;
  switch (spec.kind) {
    case "dense":
      return denseForward(tf, layer, parameters, input);
    case "relu":
      return reluForward(tf, input);
    case "leaky-relu":
      return leakyReluForward(tf, spec.slope, input);
    case "tanh":
      return tanhForward(tf, input);
    case "sigmoid":
      return sigmoidForward(tf, input);
    case "flatten":
      return flattenForward(tf, input);
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return dropoutForward(tf, mask, input);
    default:
      throw new UnsupportedOptionError({
        subject: `layer ${layer.name}`,
        rule: "is not computed by this engine",
        received: spec.kind,
      });
  }
}
