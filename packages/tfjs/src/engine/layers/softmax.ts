import type { LayerKernel } from "../layer-kernel.ts";
import { axisLines } from "./axis-lines.ts";

/**
 * Along the axis: y_i = e^(x_i - m) / Σ_j e^(x_j - m), m the maximum; dx_i = y_i·(dy_i - Σ_j dy_j·y_j). tf.softmax takes
 * the last axis alone.
 */
export function softmaxKernel(axis: number): LayerKernel {
  return {
    forward(input, { tf }) {
      const x = tf.reshape(input, axisLines(input.shape, axis));
      const shares = tf.exp(tf.sub(x, tf.max(x, 1, true)));
      return { output: tf.reshape(tf.div(shares, tf.sum(shares, 1, true)), input.shape), saved: undefined };
    },
    backward(outputGradient, { output }, { tf }) {
      const lines = axisLines(output.shape, axis);
      const [y, dy] = [tf.reshape(output, lines), tf.reshape(outputGradient, lines)];
      const mean = tf.sum(tf.mul(dy, y), 1, true);
      return { input: tf.reshape(tf.mul(y, tf.sub(dy, mean)), output.shape) };
    },
  };
}
