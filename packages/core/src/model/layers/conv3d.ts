import {
  CONVOLUTION_OPTIONS,
  requireConvolution,
  type ConvolutionOptions,
  type ConvolutionSettings,
} from "../convolution-options.ts";
import { inferConvolution } from "../infer-convolution.ts";
import { makeLayer, type LayerDefinition } from "../layer-definition.ts";
import { WINDOW_HINTS } from "../window-options.ts";

/** What {@link conv3d} returns. */
export interface Conv3dSpec extends ConvolutionSettings {
  readonly kind: "conv3d";
}

/** Options of {@link conv3d}. */
export type Conv3dOptions = ConvolutionOptions<readonly [depth: number, height: number, width: number]>;

export const CONV3D: LayerDefinition<Conv3dSpec> = {
  kind: "conv3d",
  options: CONVOLUTION_OPTIONS,
  hints: WINDOW_HINTS,
  check: (subject, options) => ({ kind: "conv3d", ...requireConvolution(subject, 3, options) }),
  infer: inferConvolution,
};

/**
 * A convolution: y[o, p, q, r] = b[o] + Σ W[o, c, k, l, m] · x[c, p·stride - padding + k·dilation, ...], summed over
 * the channels c of the output channel's group and over the kernel; rows of [channels, depth, height, width] become
 * [outChannels, ...], each length ⌊(length + 2·padding - dilation·(kernel - 1) - 1) / stride⌋ + 1. What lies outside
 * the input is 0. W is [outChannels, channels / groups, depth, height, width], b [outChannels]; both begin uniform by
 * fan-in, as in PyTorch.
 *
 * It is PyTorch's `nn.Conv3d`. Keras's `Conv3D` holds channels last, names the options `filters`, `kernel_size`,
 * `strides` and `dilation_rate`, pads `"same"` with any stride, and starts from Glorot's law with biases of 0.
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
 * conv3d(8, { kernelSize: [1, 3, 3], padding: [0, 1, 1] });
 */
export function conv3d(outChannels: number, options: Conv3dOptions): Conv3dSpec {
  return makeLayer(CONV3D, "conv3d", { ...options, outChannels });
}
