import { shapeSize, type Shape } from "@lockstep/core";

import type { LayerKernel } from "../layer-kernel.ts";

/** y of a channel is the sum of its elements over their number; dx of an element is g over their number. */
export function globalAvgPoolKernel(inputShape: Shape, outputShape: Shape): LayerKernel {
  const [channels, ...spatial] = inputShape;
  const size = shapeSize(spatial);
  return {
    forward(input, { tf }) {
      const rows = input.shape[0];
      const sums = tf.sum(tf.reshape(input, [rows * channels!, size]), 1);
      return { output: tf.reshape(tf.div(sums, size), [rows, ...outputShape]), saved: undefined };
    },
    backward(outputGradient, { input }, { tf, needsInputGradient }) {
      if (!needsInputGradient) return {};
      const share = tf.reshape(tf.div(outputGradient, size), [-1, 1]);
      return { input: tf.reshape(tf.tile(share, [1, size]), input.shape) };
    },
  };
}
