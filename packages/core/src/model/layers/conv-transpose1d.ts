import { inferTransposedConvolution } from "../infer-transposed-convolution.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import {
  requireTransposedConvolution,
  TRANSPOSED_CONVOLUTION_OPTIONS,
  type TransposedConvolutionOptions,
  type TransposedConvolutionSettings,
} from "../transposed-convolution-options.ts";
import { WINDOW_HINTS } from "../window-options.ts";

/** What {@link convTranspose1d} returns. */
export interface ConvTranspose1dSpec extends TransposedConvolutionSettings {
  readonly kind: "conv-transpose1d";
}

/** Options of {@link convTranspose1d}. */
export type ConvTranspose1dOptions = TransposedConvolutionOptions<readonly [length: number]>;

export const CONV_TRANSPOSE1D: LayerDefinition<ConvTranspose1dSpec> = {
  kind: "conv-transpose1d",
  options: TRANSPOSED_CONVOLUTION_OPTIONS,
  hints: WINDOW_HINTS,
  check: (subject, options) => ({
    kind: "conv-transpose1d",
    ...requireTransposedConvolution(subject, 1, options),
  }),
  infer: inferTransposedConvolution,
};

/**
 * A transposed convolution, the gradient of `conv1d` with respect to its input: every input element adds its multiple
 * of the kernel to the output, y[o, p·stride - padding + k·dilation] += W[c, o, k] · x[c, p], for the channels o of
 * c's group; then b[o] is added. Rows of [channels, length] become [outChannels, ...], each length (length - 1)·stride
 * - 2·padding + dilation·(kernel - 1) + outputPadding + 1. W is [channels, outChannels / groups, kernel], b
 * [outChannels]; both begin uniform by PyTorch's fan-in of this layer, outChannels / groups times the kernel's size.
 *
 * It is PyTorch's `nn.ConvTranspose1d`, with its layout of W. Keras's `Conv1DTranspose` holds channels last and the
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
 * convTranspose1d(16, { kernelSize: 4, stride: 2, padding: 1 });
 * @see Zeiler et al., "Deconvolutional networks" (2010)
 */
export function convTranspose1d(outChannels: number, options: ConvTranspose1dOptions): ConvTranspose1dSpec {
  return makeLayer(CONV_TRANSPOSE1D, "conv-transpose1d", { ...options, outChannels });
}
