import { UnsupportedOptionError } from "@lockstep/core";

import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { Column } from "./column.ts";
import { gatherColumns } from "./row-data.ts";
import type { OutputWeights } from "./row-weights.ts";

/** A loss of a layers model: targets and predictions to one number a row. */
export type LossFunction = LayersModel["lossFunctions"][number];

/**
 * A loss times the factors of its rows, where there are any when it is computed.
 *
 * @param factorsOf those of the next `rows` rows.
 */
export function weighLoss(
  tf: LayersNamespace,
  loss: LossFunction,
  factorsOf: (rows: number) => Float32Array | undefined,
): LossFunction {
  return (target, prediction) => {
    const losses = loss(target, prediction);
    const rows = target.shape[0];
    const factors = factorsOf(rows);
    if (factors === undefined) return losses;
    return tf.mul(losses, tf.tensor(factors, [rows, ...losses.shape.slice(1).map(() => 1)]));
  };
}

/**
 * Checks that the losses of the weighted outputs can be weighted, on two rows against predictions of 0. It is not left to
 * the first step: tfjs leaks what it keeps for a gradient that ends in an error.
 *
 * @throws {UnsupportedOptionError} if one does not give a number for each row: tfjs itself would broadcast, and leave out
 *   the weights without a word.
 */
export function requireRowLosses(
  tf: LayersNamespace,
  model: LayersModel,
  targets: readonly Column[],
  weights: readonly (OutputWeights | undefined)[],
): void {
  tf.tidy(() => {
    for (const [output, column] of targets.entries()) {
      if (weights.every((each) => each?.[output] === undefined)) continue;
      const target = gatherColumns(tf, [column], [0, 0])[0]!;
      const shape = model.outputs[output]!.shape.slice(1).map((length, axis) => length ?? target.shape[axis + 1] ?? 1);
      const losses = model.lossFunctions[output]!(target, tf.zeros([2, ...shape]));
      if (losses.shape[0] === 2) continue;
      throw new UnsupportedOptionError({
        subject: `the loss of the output ${model.outputNames[output]}`,
        rule: "must give one number for each row to be weighted",
        received: `shape [${losses.shape.join(", ")}] for 2 rows`,
        remedy: "Write it without the mean over the rows: tf.losses functions take tf.Reduction.NONE.",
      });
    }
  });
}
