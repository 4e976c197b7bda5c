import { planBatches } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { rejectUnknownOptions } from "../errors/check-option.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { addBatch, NO_ROWS, weightedMean } from "../metric/weighted-mean.ts";
import { requireTrainable } from "./require-trainable.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** Loss and, for a classifier, accuracy over a data set. */
export interface Evaluation {
  readonly loss: number;
  /** Share of rows whose largest output is their class; absent unless the loss is over classes. */
  readonly accuracy?: number;
}

/**
 * Measures an engine on a data set: dropout off, rows in order, means over rows in f64.
 *
 * @param options.batchSize rows at a time. @default 1024
 * @throws {ShapeMismatchError} if the rows are not the model's.
 * @example
 * const { loss, accuracy } = await evaluate(engine, testData);
 */
export async function evaluate(
  engine: TrainingEngine,
  data: Dataset,
  options: { readonly batchSize?: number } = {},
): Promise<Evaluation> {
  rejectUnknownOptions("evaluate", options, ["batchSize"]);
  requireTrainable(engine, data, "data");
  const plan = planBatches({ rowCount: data.rowCount, batchSize: options.batchSize ?? 1024, order: "sequential" });
  let loss = NO_ROWS;
  let correct = NO_ROWS;
  for (let batch = 0; batch < plan.batchesPerEpoch; batch++) {
    await yieldToEventLoop();
    const sums = await engine.evaluateBatch(data.gather(plan.rows(0, batch)));
    loss = addBatch(loss, sums.weightSum, sums.lossSum);
    correct = addBatch(correct, sums.weightSum, sums.correctCount ?? NaN);
  }
  return { loss: weightedMean(loss), ...(isClassification(engine.loss) ? { accuracy: weightedMean(correct) } : {}) };
}
