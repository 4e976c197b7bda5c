import { convolutionAxes, type ResolvedLayer } from "@lockstep/core/engine";

import type { LayerKernel } from "../layer-kernel.ts";
import { createWindowProducts } from "../windows/create-window-products.ts";
import { windowAxes } from "../windows/window-axes.ts";
import { convolvedKernel } from "./convolved-kernel.ts";

type ConvolutionSpec = Extract<ResolvedLayer["spec"], { readonly kind: "conv1d" | "conv2d" | "conv3d" }>;

/** A convolution over one to three axes, with W on the device as [...kernel, channels / groups, outChannels]. */
export function convolutionKernel(spec: ConvolutionSpec, layer: ResolvedLayer): LayerKernel {
  const products = createWindowProducts({
    groups: spec.groups,
    fieldChannels: layer.inputShape[0]!,
    responseChannels: spec.outChannels,
    axes: windowAxes(convolutionAxes(spec, layer.inputShape)),
  });
  return convolvedKernel(layer, {
    output: products.respond,
    inputGradient: products.project,
    weightGradient: products.correlate,
  });
}
