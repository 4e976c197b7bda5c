import type { PendingLoss, TrainingEngine } from "../engine/training-engine.ts";
import { addBatch } from "../metric/weighted-mean.ts";
import { sgdStep } from "../sgd/sgd.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { cutMicroBatches } from "./cut-micro-batches.ts";
import { checkpointOf, type Run } from "./run.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** How many steps may be under way: enough to keep a deferring engine busy, few enough to bound what it holds. */
const STEPS_UNDER_WAY = 8;

/**
 * Trains the rest of the run's epoch: plan → gather → draw masks → train. Sets `stopReason` if the signal fires. If
 * anything throws, the steps under way are waited for first, so that none of them fails unheard or keeps its memory.
 */
export async function trainEpoch(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<void> {
  const pending: PendingLoss[] = [];
  try {
    await trainSteps(engine, settings, run, pending);
  } finally {
    await Promise.allSettled(pending.map((loss) => loss.read()));
  }
}

async function trainSteps(
  engine: TrainingEngine,
  settings: FitSettings,
  run: Run,
  pending: PendingLoss[],
): Promise<void> {
  const { data, plan, microBatchSize, optimizer, signal, onEvent, checkpoint } = settings;
  const { randomness } = run;
  const finishSteps = async (allowed: number): Promise<void> => {
    while (pending.length > allowed) {
      const { weightSum, lossSum } = await pending.shift()!.read();
      run.lossSums = addBatch(run.lossSums, weightSum, lossSum);
    }
  };

  while (run.batch < plan.batchesPerEpoch) {
    await yieldToEventLoop();
    if (signal?.aborted === true) {
      run.stopReason = "aborted";
      break;
    }
    // Not before the first batch is due: an abort between two epochs must leave a stateful source where it was.
    if (run.batch === 0) randomness.beginEpoch(run.epoch);
    const batch = data.gather(randomness.rows(run.epoch, run.batch));
    const microBatches = cutMicroBatches(batch, microBatchSize, (firstRow, rows) =>
      randomness.masks({ step: run.step, firstRow, rows }),
    );
    await finishSteps(STEPS_UNDER_WAY - 1);
    pending.push(engine.trainBatch(microBatches, sgdStep(optimizer, run.step)));
    onEvent?.({ type: "step", epoch: run.epoch, batch: run.batch, step: run.step });
    run.batch += 1;
    run.step += 1;
    // The epoch's last step is saved after its evaluation, so that a resumed run does not evaluate twice.
    const due = checkpoint?.everySteps !== undefined && run.step % checkpoint.everySteps === 0;
    if (due && run.batch < plan.batchesPerEpoch) {
      await finishSteps(0);
      await checkpoint.save(await checkpointOf(engine, run));
    }
  }
  await finishSteps(0);
  if (run.batch === plan.batchesPerEpoch) randomness.endEpoch(run.epoch);
}
