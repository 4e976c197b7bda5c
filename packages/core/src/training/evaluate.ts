import type { Dataset } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions } from "../errors/check-option.ts";
import { measureRows, type Evaluation } from "./measure-rows.ts";
import { requireEngine } from "./require-engine.ts";
import { requireTrainable } from "./require-trainable.ts";

/**
 * Measures an engine on a data set: dropout off, rows in order, means over rows in f64.
 *
 * @param options.batchSize rows at a time. @default 1024
 * @throws {InvalidOptionError} for an unknown option, or one out of range.
 * @throws {ShapeMismatchError} if the rows are not the model's.
 * @throws {DataError} if a stream fails, or does not give the rows it promised.
 * @example
 * const { loss, accuracy } = await evaluate(engine, testData);
 */
export async function evaluate(
  engine: TrainingEngine,
  data: Dataset | StreamDataset,
  options: { readonly batchSize?: number } = {},
): Promise<Evaluation> {
  requireEngine(engine, "evaluate");
  rejectUnknownOptions("evaluate", options, ["batchSize"]);
  requireTrainable(engine, data, "data");
  return measureRows(engine, data, options.batchSize ?? 1024);
}
