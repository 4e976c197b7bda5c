import type { Tensor } from "@lockstep/core";
import { DENSE_LAYERS, startingWeights } from "./benchmark-network.ts";
import { kernelLayout } from "./kernel-layout.ts";

/** The starting weights as a list: kernel [inputs, outputs] and bias of each dense layer in turn. */
export function kernelsAndBiases(width: number): readonly Tensor[] {
  const weights = startingWeights(width);
  return DENSE_LAYERS.flatMap((layer) => [kernelLayout(weights[`${layer}.weight`]!), weights[`${layer}.bias`]!]);
}
