import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { ConvolutionAxis } from "./convolution-axis.ts";
import type { ConvolutionSettings } from "./convolution-options.ts";
import { axisName, convolvedForm, requireChannels } from "./convolved-form.ts";
import type { LayerForm, LayerPlace } from "./layer-definition.ts";

/**
 * How the window of a convolution moves over each axis of an input; positions are below 1 where it does not fit.
 *
 * @param inputShape of a row, [channels, ...lengths].
 * @example
 * const [height] = convolutionAxes(conv2d(8, { kernelSize: 3, stride: 2, padding: 1 }), [3, 28, 28]);
 * height?.positions; // 14
 */
export function convolutionAxes(settings: ConvolutionSettings, inputShape: Shape): readonly ConvolutionAxis[] {
  return settings.kernelSize.map((kernel, axis) => {
    const [length, stride, dilation] = [inputShape[axis + 1]!, settings.stride[axis]!, settings.dilation[axis]!];
    const reach = dilation * (kernel - 1);
    // PyTorch's "same" puts the odd zero at the end.
    const [before, after] =
      settings.padding === "same"
        ? [Math.floor(reach / 2), Math.ceil(reach / 2)]
        : [settings.padding[axis]!, settings.padding[axis]!];
    const positions = Math.floor((length + before + after - reach - 1) / stride) + 1;
    return { length, kernel, stride, dilation, padding: before, positions };
  });
}

/**
 * Shape inference of a convolution: [channels, ...lengths] to [outChannels, ...positions], weight [outChannels, channels /
 * groups, ...kernelSize].
 *
 * @throws {ShapeMismatchError} if the input has other axes, `groups` does not divide its channels, or the kernel is longer
 * than the padded input.
 */
export function inferConvolution(layer: ConvolutionSettings, inputShape: Shape, place: LayerPlace): LayerForm {
  const channels = requireChannels(layer, inputShape, place);
  const axes = convolutionAxes(layer, inputShape);
  const wide = axes.findIndex(({ positions }) => positions < 1);
  if (wide >= 0) {
    const { kernel, dilation } = axes[wide]!;
    const reach = dilation * (kernel - 1) + 1;
    throw new ShapeMismatchError({
      subject: place.subject,
      rule: `needs rows whose ${axisName(layer, wide)}, with its padding, is at least the kernel's ${reach}`,
      received: inputShape,
      remedy: "Take a smaller kernel, or pad the input.",
    });
  }
  const { outChannels, kernelSize, groups } = layer;
  return convolvedForm(
    layer,
    [outChannels, channels / groups, ...kernelSize],
    [outChannels, ...axes.map(({ positions }) => positions)],
  );
}
