import { InvalidOptionError, ShapeMismatchError, UnsupportedOptionError } from "../errors/lockstep-error.ts";
import { requireTargets } from "../loss/require-targets.ts";
import { shapeSize, shapesEqual } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { countedRows } from "./counted-rows.ts";
import { requireTrainableRows } from "./check-batch-norm.ts";
import { requireInputIds } from "./check-ids.ts";
import { requireMasks, requireSameConnections } from "./check-masks.ts";
import type { EngineModel } from "./engine-options.ts";
import type { Batch, EngineCapabilities, MicroBatch } from "./training-engine.ts";

/**
 * The checks that every engine makes before a training step; none of them changes anything.
 *
 * @throws {InvalidOptionError} if there is no micro-batch, the weights do not sum to a positive number, or DropConnect's
 * masks differ between micro-batches.
 * @throws {ShapeMismatchError} if inputs, targets, weights or masks do not fit the model, or a batch norm gets one value a
 * channel.
 * @throws {UnsupportedOptionError} if there are several micro-batches and the engine takes one.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireMicroBatches("mine", { microBatches: false }, resolved, []); // throws InvalidOptionError
 */
export function requireMicroBatches(
  engine: string,
  capabilities: EngineCapabilities,
  model: EngineModel,
  microBatches: readonly MicroBatch[],
): void {
  if (microBatches.length === 0) {
    throw new InvalidOptionError({
      subject: `${engine}: trainBatch`,
      rule: "needs at least one micro-batch",
      remedy: "Pass [batch].",
    });
  }
  if (microBatches.length > 1 && !capabilities.microBatches) {
    throw new UnsupportedOptionError({
      subject: engine,
      rule: "takes one micro-batch a step",
      received: microBatches.length,
      remedy: "Pass the whole optimiser batch at once.",
    });
  }
  for (const microBatch of microBatches) {
    requireBatch(model, microBatch);
    requireMasks(model, microBatch.masks, microBatch.inputs.shape[0]!);
    requireTrainableRows(model.layers, microBatch.inputs.shape[0]!);
  }
  requireSameConnections(model, microBatches);
  if (microBatches.every((microBatch) => weightSum(countedRows(model.loss, microBatch)) === 0)) {
    throw new InvalidOptionError({
      subject: `${engine}: trainBatch`,
      rule: "needs a row that weighs more than 0",
      remedy: "Leave out batches whose rows all weigh nothing, or whose targets are all ignored.",
    });
  }
}

/**
 * The checks of a batch without masks.
 *
 * @throws as {@link requireMicroBatches}
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * const inputs = tensor([2, 2], Float32Array.of(0, 1, 1, 0));
 * requireBatch(resolved, { inputs, targets: tensor([2], Int32Array.of(0, 1)) });
 * requireBatch(resolved, { inputs, targets: tensor([2], Int32Array.of(0, 2)) }); // throws InvalidOptionError
 */
export function requireBatch(model: EngineModel, batch: Batch): void {
  requireInputs(model, batch.inputs);
  const rows = batch.inputs.shape[0]!;
  requireTargets(model.loss, batch.targets, rows, model.outputShape);
  if (batch.weights === undefined) return;
  if (batch.weights.length !== rows) {
    throw new ShapeMismatchError({
      subject: "weights",
      rule: `must have ${rows} elements`,
      received: batch.weights.length,
      remedy: "Give one for each row, or none at all to weigh all alike.",
    });
  }
  const wrong = batch.weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0) {
    throw new InvalidOptionError({
      subject: `the weight of row ${wrong}`,
      rule: "must be finite and not negative",
      received: batch.weights[wrong],
      remedy: "Give a row that is not to count the weight 0.",
    });
  }
}

/**
 * The check of inputs alone. Where an embedding takes them, they must be its ids.
 *
 * @throws {InvalidOptionError} if an input of an embedding is none of its ids.
 * @throws {ShapeMismatchError} if the shape is not [rows, ...inputShape] with rows ≥ 1.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireInputs(resolved, tensor([0, 2], new Float32Array(0))); // throws ShapeMismatchError
 */
export function requireInputs(model: EngineModel, inputs: Tensor): void {
  const [rows, ...rowShape] = inputs.shape;
  const filled = inputs.data instanceof Float32Array && inputs.data.length === shapeSize(inputs.shape);
  if (rows === undefined || rows < 1 || !shapesEqual(rowShape, model.inputShape) || !filled) {
    throw new ShapeMismatchError({
      subject: "inputs",
      rule: `must be f32 of shape [rows, ${model.inputShape.join(", ")}] with at least one row`,
      received: inputs.shape,
    });
  }
  requireInputIds(model.layers, inputs.data);
}

/**
 * Total weight of a batch, in f64: its number of rows unless it carries weights.
 *
 * @param batch one that `countedRows` has been over, where the loss ignores a target.
 * @param before that of the micro-batches before: the sum runs on in row order. @default 0
 * @example
 * const inputs = tensor([2, 1], new Float32Array(2));
 * weightSum({ inputs, targets: inputs, weights: Float32Array.of(0.5, 2) }); // 2.5
 */
export function weightSum(batch: Batch, before = 0): number {
  if (batch.weights === undefined) return before + batch.inputs.shape[0]!;
  return batch.weights.reduce((sum, weight) => sum + weight, before);
}
