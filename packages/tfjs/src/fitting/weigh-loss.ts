import { UnsupportedOptionError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";

/** A loss of a layers model: targets and predictions to one number a row. */
export type LossFunction = LayersModel["lossFunctions"][number];

/**
 * A loss times the factors of its rows, where there are any when it is computed.
 *
 * @param factorsOf those of the next `rows` rows.
 * @throws {UnsupportedOptionError} when it is computed, if the loss does not give one number a row: tfjs itself would
 *   broadcast, and leave out the weights without a word.
 */
export function weighLoss(
  tf: LayersNamespace,
  output: string,
  loss: LossFunction,
  factorsOf: (rows: number) => Float32Array | undefined,
): LossFunction {
  return (target, prediction) => {
    const losses = loss(target, prediction);
    const rows = target.shape[0]!;
    const factors = factorsOf(rows);
    if (factors === undefined) return losses;
    if (losses.shape[0] !== rows) {
      throw new UnsupportedOptionError({
        subject: `the loss of the output ${output}`,
        rule: `must give one number for each of the ${rows} rows to be weighted`,
        received: losses.shape,
        remedy: "Write it without the mean over the rows: tf.losses functions take tf.Reduction.NONE.",
      });
    }
    return tf.mul(losses, tf.tensor(factors, [rows, ...losses.shape.slice(1).map(() => 1)]));
  };
}
