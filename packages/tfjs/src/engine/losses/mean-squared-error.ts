import { shapeSize } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { RowLoss } from "./row-loss.ts";

/**
 * Mean squared error: the mean of (y - t)² over a row's outputs; its gradient is 2 · (y - t) / outputs.
 *
 * @param output [rows, ...outputShape].
 * @param targets f32 of the same shape.
 */
export function meanSquaredError(tf: TfjsNamespace, output: DeviceTensor, targets: DeviceTensor): RowLoss {
  const rows = output.shape[0];
  const outputs = shapeSize(output.shape.slice(1));
  const difference = tf.sub(output, targets);
  return {
    losses: tf.div(tf.sum(tf.reshape(tf.square(difference), [rows, outputs]), 1), outputs),
    gradients: () => tf.div(tf.mul(difference, 2), outputs),
  };
}
