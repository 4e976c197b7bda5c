import type { ArrayDataset, Dataset } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { requireTargets } from "../loss/require-targets.ts";
import { formatShape, shapesEqual } from "../tensor/shape.ts";

/**
 * Checks that a data set's rows are the model's, before any of them is trained on: the shape of the inputs, and the type,
 * shape and classes of the targets; of all targets if they lie in memory, otherwise of the first row's; of a stream none, since they have not been read yet:
 * the engine checks each batch.
 *
 * @param subject how messages call the data set.
 * @throws {ShapeMismatchError} or {InvalidOptionError} naming what does not fit.
 */
export function requireTrainable(engine: TrainingEngine, data: Dataset | StreamDataset, subject: string): void {
  if (typeof data !== "object" || data === null || !("gather" in data || "openEpoch" in data)) {
    throw new InvalidOptionError({
      subject,
      rule: "must be a data set",
      received: data,
      remedy: "Pass arrayDataset({ inputs, targets }), a streamDataset, or anything with the methods of one of them.",
    });
  }
  if (!shapesEqual(data.inputShape, engine.inputShape)) {
    throw new ShapeMismatchError({
      subject: `a row of ${subject}`,
      rule: `must have the model's input shape ${formatShape(engine.inputShape)}`,
      received: data.inputShape,
    });
  }
  if (isStream(data)) return;
  if (isArrayDataset(data)) requireTargets(engine.loss, data.targets, data.rowCount, engine.outputShape);
  else requireTargets(engine.loss, data.gather([0]).targets, 1, engine.outputShape);
}

function isArrayDataset(data: Dataset): data is ArrayDataset {
  return "targets" in data;
}

/** Whether rows arrive one after the other, instead of being had by their indices. */
export function isStream(data: Dataset | StreamDataset): data is StreamDataset {
  return "openEpoch" in data;
}
