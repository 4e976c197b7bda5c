import { transposedConvolutionAxes } from "../../model/infer-transposed-convolution.ts";
import type { TransposedConvolutionSettings } from "../../model/transposed-convolution-options.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { LayerKernel } from "../layer-kernel.ts";

/**
 * A transposed convolution over one or two axes: y[o, p·stride - padding + k·dilation] adds W[c, o, k]·x[c, p] up, first
 * over the channels c of o's group, then over k; then b[o] is added.
 *
 * Backward, with g the gradient of y and +0 outside of it: dx[c, p] = Σ over o, k of W[c, o, k]·g[o, p·stride - padding +
 * k·dilation]; dW[c, o, k] = Σ over rows and p of x·g, and db[o] the sum of g over rows and positions, on from those of
 * the micro-batches before.
 */
export function transposedConvolutionKernel(
  kernels: Kernels,
  spec: TransposedConvolutionSettings,
  inputShape: Shape,
  outputShape: Shape,
): LayerKernel<undefined> {
  const positions = shapeSize(outputShape.slice(1));
  const products = kernels.windowProducts({
    groups: spec.groups,
    fieldChannels: spec.outChannels,
    responseChannels: inputShape[0]!,
    axes: transposedConvolutionAxes(spec, inputShape),
  });
  return {
    forward(input, rows, { parameters: { weight, bias } }) {
      const output = products.project(input, weight!, rows);
      if (bias !== undefined) kernels.addChannelBias(output, bias, positions);
      return { output, saved: undefined };
    },
    backward: (outputGradient, { input, rows }, { parameters: { weight, bias }, sums, needsInputGradient }) => ({
      ...(needsInputGradient ? { input: products.respond(outputGradient, weight!, rows) } : {}),
      parameters: {
        weight: products.correlate(input, outputGradient, rows, sums.weight),
        ...(bias && { bias: kernels.sumChannels(outputGradient, spec.outChannels, positions, sums.bias) }),
      },
    }),
  };
}
