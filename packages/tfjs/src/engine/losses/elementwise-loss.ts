import { shapeSize } from "@lockstep/core";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { RowLoss } from "./row-loss.ts";

/** A function of the outputs y and their targets t, element by element, and its derivative by y. */
export interface ElementLoss {
  readonly value: (tf: TfjsNamespace, y: DeviceTensor, t: DeviceTensor) => DeviceTensor;
  readonly slope: (tf: TfjsNamespace, y: DeviceTensor, t: DeviceTensor) => DeviceTensor;
}

/**
 * For a row of n outputs: the mean of their values, whose gradient is slope / n.
 *
 * @param output [rows, ...outputShape].
 * @param targets f32 of the same shape.
 */
export function elementwiseLoss(
  tf: TfjsNamespace,
  { value, slope }: ElementLoss,
  output: DeviceTensor,
  targets: DeviceTensor,
): RowLoss {
  const rows = output.shape[0];
  const outputs = shapeSize(output.shape.slice(1));
  return {
    losses: tf.div(tf.sum(tf.reshape(value(tf, output, targets), [rows, outputs]), 1), outputs),
    gradients: () => tf.div(slope(tf, output, targets), outputs),
  };
}
