import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines } from "./axis-lines.ts";

/**
 * Along the axis: y_i = (x_i - m) - log Σ_j e^(x_j - m), m the maximum; dx_i = dy_i - e^(y_i)·Σ_j dy_j. tf.logSoftmax takes
 * the last axis alone.
 */
export function logSoftmaxKernel(axis: number): LayerKernel {
  return {
    forward(input, { tf }) {
      const x = tf.reshape(input, axisLines(input.shape, axis));
      const shifted = tf.sub(x, tf.max(x, 1, true));
      const logSum = tf.log(tf.sum(tf.exp(shifted), 1, true));
      return { output: tf.reshape(tf.sub(shifted, logSum), input.shape), saved: undefined };
    },
    backward(outputGradient, { output }, { tf }) {
      const lines = axisLines(output.shape, axis);
      const dy = tf.reshape(outputGradient, lines);
      const share = tf.mul(tf.exp(tf.reshape(output, lines)), tf.sum(dy, 1, true));
      return { input: tf.reshape(tf.sub(dy, share), output.shape) };
    },
  };
}
