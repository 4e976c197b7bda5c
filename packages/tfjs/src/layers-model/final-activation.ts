import type { LossSpec } from "@lockstep/core";

import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { interceptCalls } from "./intercept-calls.ts";
import { isLayersModel, type Layer } from "../models/layer.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";

/** The function that a loss of logits computes itself, so that a model which ends in it must be asked for what goes in. */
const INSIDE_LOSS: Readonly<Partial<Record<LossSpec["kind"], string>>> = {
  "softmax-cross-entropy": "softmax",
  "binary-cross-entropy-with-logits": "sigmoid",
};

interface ActivatedLayer extends Layer {
  activation: { getClassName(): string; apply(x: DeviceTensor): DeviceTensor };
}

/** What stands in for the activation. The name lets a dense layer use its fused kernel. */
const IDENTITY: ActivatedLayer["activation"] = {
  getClassName: () => "linear",
  apply: (x) => x,
};

/**
 * Finds the final activation that a loss of logits has in itself, and returns what computes without it: most models of
 * tfjs end in a softmax or a sigmoid, whose composition with the logarithm of the loss would lose precision.
 *
 * @returns a function that runs its argument while the model gives logits; it only runs it where there is nothing to leave
 *   out.
 */
export function withoutFinalActivation(model: LayersModel, loss: LossSpec): <Result>(compute: () => Result) => Result {
  const name = INSIDE_LOSS[loss.kind];
  const last = finalLayer(model);
  if (name === undefined) return (compute) => compute();
  if (name === "softmax" && last.getClassName() === "Softmax") {
    return (compute) => interceptCalls([last], (_, input) => input, compute);
  }
  const activated = last as ActivatedLayer;
  const { activation } = activated;
  // Only where it is all that the layer does to its output.
  const known = ["Activation", "Dense"].includes(last.getClassName());
  if (!known || activation?.getClassName() !== name) return (compute) => compute();
  return (compute) => {
    activated.activation = IDENTITY;
    try {
      return compute();
    } finally {
      activated.activation = activation;
    }
  };
}

function finalLayer(model: LayersModel): Layer {
  const last = (model as unknown as { readonly outputLayers: readonly Layer[] }).outputLayers[0]!;
  return isLayersModel(last) ? finalLayer(last) : last;
}
