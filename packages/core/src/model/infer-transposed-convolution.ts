import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { Shape } from "../tensor/shape.ts";
import type { ConvolutionAxis } from "./convolution-axis.ts";
import { axisName, convolvedForm, requireChannels } from "./convolved-form.ts";
import type { LayerForm, LayerPlace } from "./layer-definition.ts";
import type { TransposedConvolutionSettings } from "./transposed-convolution-options.ts";

/**
 * How the window of a transposed convolution moves over each axis of its output, whose lengths may be below 1.
 *
 * @param inputShape of a row, [channels, ...lengths]; each length is the number of the window's positions.
 * @example
 * const [height] = transposedConvolutionAxes(convTranspose2d(8, { kernelSize: 2, stride: 2 }), [3, 14, 14]);
 * height?.length; // 28
 */
export function transposedConvolutionAxes(
  settings: TransposedConvolutionSettings,
  inputShape: Shape,
): readonly ConvolutionAxis[] {
  return settings.kernelSize.map((kernel, axis) => {
    const [positions, stride, dilation] = [inputShape[axis + 1]!, settings.stride[axis]!, settings.dilation[axis]!];
    const padding = settings.padding[axis]!;
    const length = (positions - 1) * stride - 2 * padding + dilation * (kernel - 1) + settings.outputPadding[axis]! + 1;
    return { length, kernel, stride, dilation, padding, positions };
  });
}

/**
 * Shape inference of a transposed convolution: [channels, ...lengths] to [outChannels, ...lengths], weight [channels,
 * outChannels / groups, ...kernelSize].
 *
 * @throws {ShapeMismatchError} if the input has other axes, `groups` does not divide its channels, or nothing is left.
 */
export function inferTransposedConvolution(
  layer: TransposedConvolutionSettings,
  inputShape: Shape,
  place: LayerPlace,
): LayerForm {
  const channels = requireChannels(layer, inputShape, place);
  const axes = transposedConvolutionAxes(layer, inputShape);
  const empty = axes.findIndex(({ length }) => length < 1);
  if (empty >= 0) {
    throw new ShapeMismatchError({
      subject: place.subject,
      rule: `needs rows of more ${axisName(layer, empty)}: its padding cuts off all of the output`,
      received: inputShape,
      remedy: "Take a smaller padding.",
    });
  }
  const { outChannels, kernelSize, groups } = layer;
  return convolvedForm(
    layer,
    [channels, outChannels / groups, ...kernelSize],
    [outChannels, ...axes.map(({ length }) => length)],
  );
}
