import type { ConvolutionAxis } from "@lockstep/core/engine";

import { convolve } from "./convolve.ts";
import { mirroredAxes } from "./mirrored-axes.ts";
import { spreadResponses } from "./spread-responses.ts";
import type { WindowAxes } from "./window-axes.ts";
import type { WindowProducts } from "./window-products.ts";

/**
 * The products of a window over channels that all see each other, each a convolution. `project` convolves the responses, as far
 * apart as their windows begin, with the mirrored weight, whose channels change places. `correlate` convolves the field with the
 * responses as the filter, where rows count as channels and channels as rows.
 */
export function plainProducts(axes: WindowAxes): WindowProducts {
  const [depth, height, width] = axes;
  return {
    respond: (tf, field, weight) => convolve(tf, field, weight, axes),
    project(tf, responses, weight) {
      const [fieldChannels, responseChannels] = [weight.shape[3]!, weight.shape[4]!];
      // The kernel's places as one axis: webgl reverses at most four.
      const places = tf.reshape(weight, [-1, fieldChannels, responseChannels]);
      const mirrored = tf.reshape(tf.transpose(tf.reverse(places, 0), [0, 2, 1]), [
        ...weight.shape.slice(0, 3),
        responseChannels,
        fieldChannels,
      ]);
      return convolve(tf, spreadResponses(tf, responses, axes), mirrored, mirroredAxes(axes));
    },
    correlate(tf, responses, field) {
      const [rows, , , , fieldChannels] = field.shape as [number, number, number, number, number];
      const responseChannels = responses.shape[4]!;
      const transposed = tf.transpose(tf.reshape(field, [rows, -1, fieldChannels]), [2, 1, 0]);
      const filter = tf.transpose(tf.reshape(responses, [rows, -1, responseChannels]), [1, 0, 2]);
      const gradient = convolve(
        tf,
        tf.reshape(transposed, [fieldChannels, depth.length, height.length, width.length, rows]),
        tf.reshape(filter, [depth.positions, height.positions, width.positions, rows, responseChannels]),
        [exchanged(depth), exchanged(height), exchanged(width)],
      );
      return tf.reshape(tf.transpose(tf.reshape(gradient, [fieldChannels, -1, responseChannels]), [1, 0, 2]), [
        depth.kernel,
        height.kernel,
        width.kernel,
        fieldChannels,
        responseChannels,
      ]);
    },
  };
}

/** The axis on which the responses are the window and each place of the kernel a position. */
function exchanged({ length, kernel, stride, dilation, padding, positions }: ConvolutionAxis): ConvolutionAxis {
  return { length, kernel: positions, stride: dilation, dilation: stride, padding, positions: kernel };
}
