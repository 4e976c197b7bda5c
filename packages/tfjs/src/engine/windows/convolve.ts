import type { ConvolutionAxis } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { fitAxes, type AxisFit } from "./fit-axes.ts";
import { steppedTaps } from "./stepped-taps.ts";

/** How a window moves over the three spatial axes of [rows, depth, height, width, channels]. */
export type WindowAxes = readonly [depth: ConvolutionAxis, height: ConvolutionAxis, width: ConvolutionAxis];

/**
 * The convolution by the backend's kernel, from which gradients and transposed convolutions are made as well: every backend
 * has a fast and right one, while the wasm backend lacks that of the filter's gradient and is slow at that of the input's.
 *
 * The padding, which may be negative, is put there beforehand: kernels skip it or not, and by the law +0 is multiplied. Planes
 * of the depth that meet the same output become channels, so that the kernel for two axes does for three.
 *
 * @param field [rows, depth, height, width, channels]
 * @param filter [depth, height, width, channels, responses]
 * @returns [rows, ...positions, responses]
 */
export function convolve(
  tf: TfjsNamespace,
  field: DeviceTensor,
  filter: DeviceTensor,
  [depth, height, width]: WindowAxes,
): DeviceTensor {
  const [rows, , , , channels] = field.shape as [number, number, number, number, number];
  const responses = filter.shape[4]!;
  const planes = steppedTaps(depth)
    .take(tf, tf.reshape(field, [rows, depth.length, -1]), 0)
    .map((plane) => tf.reshape(plane, [-1, height.length, width.length, channels]));
  const flatFilter = planes.length === 1 ? filter : tf.transpose(filter, [1, 2, 0, 3, 4]);
  const result = tf.engine().runKernel<DeviceTensor>(
    "Conv2D",
    {
      x: fitAxes(tf, planes.length === 1 ? planes[0]! : tf.concat([...planes], 3), [
        undefined,
        reach(height),
        reach(width),
      ]),
      filter: tf.reshape(flatFilter, [height.kernel, width.kernel, planes.length * channels, responses]),
    },
    kernelAttributes(height, width),
  );
  return tf.reshape(result, [rows, depth.positions, height.positions, width.positions, responses]);
}

/**
 * The same for channels that do not see each other, with several responses each; the window has one plane of depth.
 *
 * @param field [rows, 1, height, width, channels]
 * @param filter [height, width, channels, responses of each]
 * @returns [rows, 1, ...positions, channels · responses of each]
 */
export function convolveDepthwise(
  tf: TfjsNamespace,
  field: DeviceTensor,
  filter: DeviceTensor,
  [, height, width]: WindowAxes,
): DeviceTensor {
  const [rows, , , , channels] = field.shape as [number, number, number, number, number];
  const planes = tf.reshape(field, [rows, height.length, width.length, channels]);
  const result = tf
    .engine()
    .runKernel<DeviceTensor>(
      "DepthwiseConv2dNative",
      { x: fitAxes(tf, planes, [undefined, reach(height), reach(width)]), filter },
      kernelAttributes(height, width),
    );
  return tf.reshape(result, [rows, 1, height.positions, width.positions, channels * filter.shape[3]!]);
}

/** The padded axis, from the first to the last place that the window meets. */
function reach({ kernel, stride, dilation, padding, positions }: ConvolutionAxis): AxisFit {
  return { before: padding, length: (positions - 1) * stride + dilation * (kernel - 1) + 1 };
}

/** By the kernel's name rather than tf.conv2d, which refuses strides together with dilations. */
function kernelAttributes(height: ConvolutionAxis, width: ConvolutionAxis) {
  return {
    strides: [height.stride, width.stride],
    dilations: [height.dilation, width.dilation],
    pad: "valid",
    dataFormat: "NHWC",
  };
}
