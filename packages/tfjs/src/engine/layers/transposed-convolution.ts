import { transposedConvolutionAxes, type ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "../layer-kernel.ts";
import { createWindowProducts } from "../windows/create-window-products.ts";
import { windowAxes } from "../windows/window-axes.ts";
import { convolvedKernel } from "./convolved-kernel.ts";

type TransposedConvolutionSpec = Extract<
  ResolvedLayer["spec"],
  { readonly kind: "conv-transpose1d" | "conv-transpose2d" }
>;

/** A transposed convolution over one or two axes, with W on the device as [...kernel, outChannels / groups, channels]. */
export function transposedConvolutionKernel(spec: TransposedConvolutionSpec, layer: ResolvedLayer): LayerKernel {
  const products = createWindowProducts({
    groups: spec.groups,
    fieldChannels: spec.outChannels,
    responseChannels: layer.inputShape[0]!,
    axes: windowAxes(transposedConvolutionAxes(spec, layer.inputShape)),
  });
  return convolvedKernel(layer, {
    output: products.project,
    inputGradient: products.respond,
    weightGradient: (tf, outputGradient, input) => products.correlate(tf, input, outputGradient),
  });
}
