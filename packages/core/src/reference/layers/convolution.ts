import type { ConvolutionSettings } from "../../model/convolution-options.ts";
import { convolutionAxes } from "../../model/infer-convolution.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * A convolution over one to three axes: y[o, p] = (Σ over c, k of W[o, c, k]·x[c, p·stride - padding + k·dilation]) + b[o],
 * for the channels c of o's group, with x = +0 in the padding.
 *
 * Backward, with g the gradient of y: dx adds W[o, c, k]·g[o, p] up, first over o, then over k; dW[o, c, k] = Σ over rows
 * and p of g·x, and db[o] the sum of g over them, on from those of the micro-batches before.
 */
export function convolutionKernel(
  kernels: Kernels,
  spec: ConvolutionSettings,
  inputShape: Shape,
  outputShape: Shape,
): LayerKernel<undefined> {
  const positions = shapeSize(outputShape.slice(1));
  const products = kernels.windowProducts({
    groups: spec.groups,
    fieldChannels: inputShape[0]!,
    responseChannels: spec.outChannels,
    axes: convolutionAxes(spec, inputShape),
  });
  return {
    forward(input, rows, { parameters: { weight, bias } }) {
      const output = products.respond(input, weight!, rows);
      if (bias !== undefined) kernels.addChannelBias(output, bias, positions);
      return { output, saved: undefined };
    },
    backward: (outputGradient, { input, rows }, { parameters: { weight, bias }, sums, needsInputGradient }) => ({
      ...(needsInputGradient ? { input: products.project(outputGradient, weight!, rows) } : {}),
      parameters: {
        weight: products.correlate(outputGradient, input, rows, sums.weight),
        ...(bias && { bias: kernels.sumChannels(outputGradient, spec.outChannels, positions, sums.bias) }),
      },
    }),
  };
}
