import { ShapeMismatchError } from "../errors/lockstep-error.ts";
import type { InferredLayer } from "../model/inferred-layer.ts";
import type { LayerData } from "../model/layer-data.ts";
import { shapeSize } from "../tensor/shape.ts";

/**
 * The check that every engine makes of a training batch's rows before any work: that no batch norm of the model gets a
 * single value a channel, whose variance says nothing.
 *
 * @throws {ShapeMismatchError} naming the first such layer.
 * @example
 * const { layers } = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireTrainableRows(layers, 1);
 */
export function requireTrainableRows(layers: readonly InferredLayer<LayerData>[], rows: number): void {
  for (const layer of layers) {
    if (layer.spec.kind === "batch-norm") requireSeveralValues(layer, rows);
    for (const branch of layer.branches) requireTrainableRows(branch, rows);
  }
}

/** The check of one layer that takes its statistics from `rows` rows. */
export function requireSeveralValues(
  { name, spec, inputShape }: Pick<InferredLayer<LayerData>, "name" | "spec" | "inputShape">,
  rows: number,
): void {
  if (rows * shapeSize(inputShape.slice(1)) > 1) return;
  throw new ShapeMismatchError({
    subject: `layer ${name} (${spec.kind})`,
    rule: "needs more than one value per channel where it takes the batch's statistics",
    received: [rows, ...inputShape],
    remedy: 'Train on batches of two rows or more: another batchSize, or lastBatch: "drop".',
  });
}
