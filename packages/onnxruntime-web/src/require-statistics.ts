import { requireTrainableRows, type EngineModel } from "@lockstep/core/engine";

/**
 * The check of a batch to evaluate or predict: batch norms without running statistics take those of the batch, so that they
 * need more than one value a channel, as in training.
 *
 * @throws {ShapeMismatchError} naming the first such layer.
 */
export function requireStatistics(layers: EngineModel["layers"], rows: number): void {
  for (const layer of layers) {
    if (layer.spec.kind === "batch-norm" && !layer.spec.trackRunningStats) requireTrainableRows([layer], rows);
    for (const branch of layer.branches) requireStatistics(branch, rows);
  }
}
