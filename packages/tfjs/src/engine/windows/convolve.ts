import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { convolvePlanes } from "./convolve-planes.ts";
import { steppedTaps } from "./stepped-taps.ts";
import type { WindowAxes } from "./window-axes.ts";

/**
 * The convolution from which gradients and transposed convolutions are made as well, by the one kernel that is fast and right
 * on every backend: the wasm backend lacks that of the filter's gradient and is slow at that of the input's. Planes of the depth
 * that meet the same output become channels, so that the kernel for two axes does for three.
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
  const [rows, channels, responses] = [field.shape[0], field.shape[4]!, filter.shape[4]!];
  const planes = steppedTaps(depth)
    .take(tf, tf.reshape(field, [rows, depth.length, -1]), 0)
    .map((plane) => tf.reshape(plane, [-1, height.length, width.length, channels]));
  const several = planes.length > 1;
  const kernel = several ? tf.transpose(filter, [1, 2, 0, 3, 4]) : filter;
  const result = convolvePlanes(
    tf,
    "Conv2D",
    several ? tf.concat([...planes], 3) : planes[0]!,
    tf.reshape(kernel, [height.kernel, width.kernel, planes.length * channels, responses]),
    height,
    width,
  );
  return tf.reshape(result, [rows, depth.positions, height.positions, width.positions, responses]);
}
