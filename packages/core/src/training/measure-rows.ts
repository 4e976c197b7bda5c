import { batchPlan } from "../data/batch-plan.ts";
import { eachBatch } from "../data/batch-reader.ts";
import type { Dataset, GatheredRows } from "../data/dataset.ts";
import type { StreamDataset } from "../data/stream-dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { addBatch, NO_ROWS, weightedMean } from "../metric/weighted-mean.ts";
import { isStream } from "./require-trainable.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** Loss and, for a classifier, accuracy over a data set. */
export interface Evaluation {
  readonly loss: number;
  /** Share of rows whose largest output is their class; absent unless the loss is over classes. */
  readonly accuracy?: number;
}

/** What `evaluate` measures, of data that have been checked: `fit` does so once, not after every epoch. */
export async function measureRows(
  engine: TrainingEngine,
  data: Dataset | StreamDataset,
  batchSize: number,
): Promise<Evaluation> {
  let loss = NO_ROWS;
  let correct = NO_ROWS;
  for await (const batch of everyRow(data, batchSize)) {
    await yieldToEventLoop();
    const sums = await engine.evaluateBatch(batch);
    loss = addBatch(loss, sums.weightSum, sums.lossSum);
    correct = addBatch(correct, sums.weightSum, sums.correctCount ?? NaN);
  }
  return { loss: weightedMean(loss), ...(isClassification(engine.loss) ? { accuracy: weightedMean(correct) } : {}) };
}

// Every row once. A stream comes in the order of its epoch 0, which is the same at every evaluation.
async function* everyRow(
  data: Dataset | StreamDataset,
  batchSize: number,
): AsyncGenerator<GatheredRows, void, undefined> {
  if (isStream(data)) {
    for await (const { firstRow: _firstRow, ...batch } of eachBatch(data.openEpoch({ epoch: 0, batchSize, seed: 0 }))) {
      yield batch;
    }
    return;
  }
  const plan = batchPlan({ rowCount: data.rowCount, batchSize, order: "sequential" });
  for (let batch = 0; batch < plan.batchesPerEpoch; batch++) yield data.gather(plan.rows(0, batch));
}
