import type { ConvolutionAxis } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { fitAxes, type AxisFit } from "./fit-axes.ts";

/**
 * A convolution over two axes by the backend's kernel of this name, rather than by tf.conv2d, which refuses strides together
 * with dilations. The padding, which may be negative, is put there beforehand: kernels skip it or not, and by the law its +0
 * is multiplied.
 *
 * @param planes [rows, height, width, channels]
 * @param filter [height, width, channels, responses], of each channel if depthwise.
 * @returns [rows, ...positions, responses], of each channel side by side if depthwise.
 */
export function convolvePlanes(
  tf: TfjsNamespace,
  kernel: "Conv2D" | "DepthwiseConv2dNative",
  planes: DeviceTensor,
  filter: DeviceTensor,
  height: ConvolutionAxis,
  width: ConvolutionAxis,
): DeviceTensor {
  return tf.engine().runKernel<DeviceTensor>(
    kernel,
    { x: fitAxes(tf, planes, [undefined, reach(height), reach(width)]), filter },
    {
      strides: [height.stride, width.stride],
      dilations: [height.dilation, width.dilation],
      pad: "valid",
      dataFormat: "NHWC",
    },
  );
}

/** The padded axis, from the first to the last place that the window meets. */
function reach({ kernel, stride, dilation, padding, positions }: ConvolutionAxis): AxisFit {
  return { before: padding, length: (positions - 1) * stride + dilation * (kernel - 1) + 1 };
}
