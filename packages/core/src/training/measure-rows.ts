import { planBatches } from "../data/batch-plan.ts";
import type { Dataset } from "../data/dataset.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { isClassification } from "../loss/loss-spec.ts";
import { addBatch, NO_ROWS, weightedMean } from "../metric/weighted-mean.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** Loss and, for a classifier, accuracy over a data set. */
export interface Evaluation {
  readonly loss: number;
  /** Share of rows whose largest output is their class; absent unless the loss is over classes. */
  readonly accuracy?: number;
}

/** What `evaluate` measures, of data that have been checked: `fit` does so once, not after every epoch. */
export async function measureRows(engine: TrainingEngine, data: Dataset, batchSize: number): Promise<Evaluation> {
  const plan = planBatches({ rowCount: data.rowCount, batchSize, order: "sequential" });
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
