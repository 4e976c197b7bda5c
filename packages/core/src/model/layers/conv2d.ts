import {
  CONVOLUTION_OPTIONS,
  requireConvolution,
  type ConvolutionOptions,
  type ConvolutionSettings,
} from "../convolution-options.ts";
import { inferConvolution } from "../infer-convolution.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { WINDOW_HINTS } from "../window-options.ts";

/** What {@link conv2d} returns. */
export interface Conv2dSpec extends ConvolutionSettings {
  readonly kind: "conv2d";
}

/** Options of {@link conv2d}. */
export type Conv2dOptions = ConvolutionOptions<readonly [height: number, width: number]>;

export const CONV2D: LayerDefinition<Conv2dSpec> = {
  kind: "conv2d",
  options: CONVOLUTION_OPTIONS,
  hints: WINDOW_HINTS,
  check: (subject, options) => ({ kind: "conv2d", ...requireConvolution(subject, 2, options) }),
  infer: inferConvolution,
};

/**
 * A convolution: y[o, p, q] = b[o] + Σ W[o, c, k, l] · x[c, p·stride - padding + k·dilation, q·stride - padding +
 * l·dilation], summed over the channels c of the output channel's group and over the kernel; rows of [channels,
 * height, width] become [outChannels, ...], each length ⌊(length + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1.
 * What lies outside the input is 0. W is [outChannels, channels / groups, height, width], b [outChannels]; both begin
 * uniform by fan-in, as in PyTorch.
 *
 * It is PyTorch's `nn.Conv2d`. Keras's `Conv2D` holds channels last, names the options `filters`, `kernel_size`,
 * `strides` and `dilation_rate`, pads `"same"` with any stride, and starts from Glorot's law with biases of 0.
 *
 * With `groups` equal to the input's channels it is a depthwise convolution, each channel giving outChannels /
 * channels.
 *
 * @param outChannels channels of the output, a positive integer.
 * @param options.kernelSize a length, or one for each axis.
 * @param options.stride how far the kernel moves from one position to the next. @default 1
 * @param options.padding zeros at both ends of each axis; `"same"` as many as keep the lengths (dilation·(kernel - 1)
 * in all, the odd one at the end), with stride 1 only; `"valid"` none. @default 0
 * @param options.dilation distance between the kernel's elements. @default 1
 * @param options.groups must divide the channels of input and output. @default 1
 * @param options.bias whether b is added. @default true
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 * @example
 * conv2d(16, { kernelSize: 3, padding: "same" });
 * conv2d(32, { kernelSize: [3, 5], padding: [1, 2], groups: 16 });
 */
export function conv2d(outChannels: number, options: Conv2dOptions): Conv2dSpec {
  return makeLayer(CONV2D, "conv2d", { ...options, outChannels });
}
