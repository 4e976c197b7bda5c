import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { convolvePlanes } from "./convolve-planes.ts";
import { mirroredAxes } from "./mirrored-axes.ts";
import { spreadResponses } from "./spread-responses.ts";
import { steppedTaps } from "./stepped-taps.ts";
import type { WindowProducts, WindowShape } from "./window-products.ts";

/**
 * The products of a window over channels that do not see each other, each giving `responseChannels / groups`, along one or two
 * axes. The weight's gradient is a sum for each place of the kernel: wasm lacks the kernel for it.
 */
export function depthwiseProducts({ groups: channels, responseChannels, axes }: WindowShape): WindowProducts {
  const [, height, width] = axes;
  const each = responseChannels / channels;
  const kernel = [height.kernel, width.kernel];
  const [rowTaps, columnTaps] = [steppedTaps(height), steppedTaps(width)];

  /** The channels of each place of the kernel at every position, [rows · positions, channels, 1]. */
  function placesOf(tf: TfjsNamespace, field: DeviceTensor): readonly DeviceTensor[] {
    const rows = field.shape[0];
    return rowTaps
      .take(tf, tf.reshape(field, [rows, height.length, -1]), 0)
      .flatMap((row) => columnTaps.take(tf, tf.reshape(row, [rows * height.positions, width.length, channels]), 0))
      .map((place) => tf.reshape(place, [-1, channels, 1]));
  }

  return {
    respond(tf, field, weight) {
      const rows = field.shape[0];
      const planes = tf.reshape(field, [rows, height.length, width.length, channels]);
      const filter = tf.reshape(weight, [...kernel, channels, each]);
      const result = convolvePlanes(tf, "DepthwiseConv2dNative", planes, filter, height, width);
      return tf.reshape(result, [rows, 1, height.positions, width.positions, responseChannels]);
    },
    project(tf, responses, weight) {
      const rows = responses.shape[0];
      const [, rowAxis, columnAxis] = mirroredAxes(axes);
      const spread = tf.reshape(spreadResponses(tf, responses, axes), [
        rows,
        rowAxis.length,
        columnAxis.length,
        responseChannels,
      ]);
      const mirrored = tf.reverse(tf.reshape(weight, [...kernel, responseChannels, 1]), [0, 1]);
      const parts = convolvePlanes(tf, "DepthwiseConv2dNative", spread, mirrored, rowAxis, columnAxis);
      const sums = each === 1 ? parts : tf.sum(tf.reshape(parts, [-1, each]), 1);
      return tf.reshape(sums, [rows, 1, height.length, width.length, channels]);
    },
    correlate(tf, responses, field) {
      const own = tf.reshape(responses, [-1, channels, each]);
      const sums = placesOf(tf, field).map((place) => tf.sum(tf.mul(own, place), 0));
      return tf.reshape(tf.stack(sums), [1, ...kernel, 1, responseChannels]);
    },
  };
}
