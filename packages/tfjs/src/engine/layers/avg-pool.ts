import { shapeSize } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { LayerKernel } from "../layer-kernel.ts";
import type { PoolStage } from "../windows/pool-stage.ts";

/**
 * y of a window is the sum of its elements over its divisor, summed along the last axis, then along the one before, and so
 * on. Backward: dx of an element is the sum of g / divisor over the windows that take it.
 *
 * @param divisors one for each window of a channel, or one for all.
 */
export function avgPoolKernel(
  stages: readonly PoolStage[],
  outputShape: readonly number[],
  divisors: number | Float32Array,
): LayerKernel {
  const [channels, ...windows] = outputShape;
  const divide = (tf: TfjsNamespace, values: DeviceTensor, rows: number): DeviceTensor =>
    tf.div(
      tf.reshape(values, [rows * channels!, shapeSize(windows)]),
      typeof divisors === "number" ? divisors : tf.tensor(divisors, [1, divisors.length], "float32"),
    );
  return {
    forward(input, { tf }) {
      let values = input;
      for (const { taps, inner } of stages) {
        values = taps.take(tf, tf.reshape(values, [-1, taps.length, inner]), 0).reduce((sum, tap) => tf.add(sum, tap));
      }
      const rows = input.shape[0];
      return { output: tf.reshape(divide(tf, values, rows), [rows, ...outputShape]), saved: undefined };
    },
    backward(outputGradient, { input }, { tf, needsInputGradient }) {
      if (!needsInputGradient) return {};
      let gradient = divide(tf, outputGradient, input.shape[0]);
      for (const { taps, inner } of stages.toReversed()) {
        const share = tf.reshape(gradient, [-1, taps.windows, inner]);
        gradient = taps.put(
          tf,
          Array.from({ length: taps.count }, () => share),
        );
      }
      return { input: tf.reshape(gradient, input.shape) };
    },
  };
}
