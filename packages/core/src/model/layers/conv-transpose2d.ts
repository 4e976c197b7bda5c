import { inferTransposedConvolution } from "../infer-transposed-convolution.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import {
  requireTransposedConvolution,
  TRANSPOSED_CONVOLUTION_OPTIONS,
  type TransposedConvolutionOptions,
  type TransposedConvolutionSettings,
} from "../transposed-convolution-options.ts";
import { WINDOW_HINTS } from "../window-options.ts";

/** What {@link convTranspose2d} returns. */
export interface ConvTranspose2dSpec extends TransposedConvolutionSettings {
  readonly kind: "conv-transpose2d";
}

/** Options of {@link convTranspose2d}. */
export type ConvTranspose2dOptions = TransposedConvolutionOptions<readonly [height: number, width: number]>;

export const CONV_TRANSPOSE2D: LayerDefinition<ConvTranspose2dSpec> = {
  kind: "conv-transpose2d",
  options: TRANSPOSED_CONVOLUTION_OPTIONS,
  hints: WINDOW_HINTS,
  check: (subject, options) => ({
    kind: "conv-transpose2d",
    ...requireTransposedConvolution(subject, 2, options),
  }),
  infer: inferTransposedConvolution,
};

/**
 * A transposed convolution, the gradient of `conv2d` with respect to its input: every input element adds its multiple
 * of the kernel to the output, y[o, p·stride - padding + k·dilation, q·stride - padding + l·dilation] += W[c, o, k, l]
 * · x[c, p, q], for the channels o of c's group; then b[o] is added. Rows of [channels, height, width] become
 * [outChannels, ...], each length (length - 1)·stride - 2·padding + dilation·(kernel - 1) + outputPadding + 1. W is
 * [channels, outChannels / groups, height, width], b [outChannels]; both begin uniform by PyTorch's fan-in of this
 * layer, outChannels / groups times the kernel's size.
 *
 * It is PyTorch's `nn.ConvTranspose2d`, with its layout of W. Keras's `Conv2DTranspose` holds channels last and the
 * weight as [...kernel, out, in], and has no groups.
 *
 * @param outChannels channels of the output, a positive integer.
 * @param options.kernelSize a length, or one for each axis.
 * @param options.stride how far apart neighbours of the input land. @default 1
 * @param options.padding how much is cut off at both ends of each axis. @default 0
 * @param options.outputPadding how much is added at the far end of each axis; less than the stride or the dilation.
 * @default 0
 * @param options.dilation distance between the kernel's elements. @default 1
 * @param options.groups must divide the channels of input and output. @default 1
 * @param options.bias whether b is added. @default true
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 * @example
 * convTranspose2d(16, { kernelSize: 3, stride: 2, padding: 1, outputPadding: 1 }); // twice as high and wide
 * @see Zeiler et al., "Deconvolutional networks" (2010)
 */
export function convTranspose2d(outChannels: number, options: ConvTranspose2dOptions): ConvTranspose2dSpec {
  return makeLayer(CONV_TRANSPOSE2D, "conv-transpose2d", { ...options, outChannels });
}
