import type { BatchReader, ReadBatch } from "../data/batch-reader.ts";
import type { PendingLoss, TrainingEngine } from "../engine/training-engine.ts";
import { CheckpointMismatchError } from "../errors/lockstep-error.ts";
import { addBatch } from "../metric/weighted-mean.ts";
import { sgdStep } from "../sgd/sgd-step.ts";
import { isStepCheckDue, measureRun, observeRun } from "./check-run.ts";
import { cutMicroBatches } from "./cut-micro-batches.ts";
import { readEpoch } from "./read-epoch.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { checkpointOf, type Run } from "./run.ts";
import { yieldToEventLoop } from "./yield-to-event-loop.ts";

/** How many steps may be under way: enough to keep a deferring engine busy, few enough to bound what it holds. */
const STEPS_UNDER_WAY = 8;

/**
 * Trains the rest of the run's epoch: read → draw masks → train. Sets `stopReason` if the signal fires or a rule stops the
 * run at a check by steps. However it ends, the steps under way are waited for, so that none of them fails unheard or
 * keeps its memory, and the reader is closed.
 */
export async function trainEpoch(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<void> {
  const pending: PendingLoss[] = [];
  const reader = readEpoch(settings, run);
  const release = async (): Promise<void> => {
    await Promise.allSettled(pending.map((loss) => loss.read()));
    await reader.close();
  };
  try {
    await trainSteps(engine, settings, run, reader, pending);
  } catch (error) {
    // What the source complains about when it is closed must not hide why.
    await release().catch(() => undefined);
    throw error;
  }
  await release();
}

async function trainSteps(
  engine: TrainingEngine,
  settings: FitSettings,
  run: Run,
  reader: BatchReader,
  pending: PendingLoss[],
): Promise<void> {
  const { microBatchSize, optimizer, signal, onEvent } = settings;
  const { randomness } = run;
  const finishSteps = async (allowed: number): Promise<void> => {
    while (pending.length > allowed) {
      const { weightSum, lossSum } = await pending.shift()!.read();
      run.lossSums = addBatch(run.lossSums, weightSum, lossSum);
    }
  };

  let batch: ReadBatch | undefined;
  do {
    await yieldToEventLoop();
    if (signal?.aborted === true) {
      run.stopReason = "aborted";
      break;
    }
    // Not before the first batch is due: an abort between two epochs must leave a stateful source where it was.
    if (run.batch === 0) randomness.beginEpoch(run.epoch);
    batch ??= (await reader.next()) ?? noBatch(run);
    const { step, batch: position } = run;
    const microBatches = cutMicroBatches(batch, microBatchSize, (firstRow, rows) =>
      randomness.masks({ step, batch: position, firstRow, rows }),
    );
    await finishSteps(STEPS_UNDER_WAY - 1);
    const learningRateFactor = run.plateau?.factor ?? 1;
    pending.push(engine.trainBatch(microBatches, sgdStep(optimizer, step, { epoch: run.epoch, learningRateFactor })));
    onEvent?.({ type: "step", epoch: run.epoch, batch: run.batch, step });
    const { batch: batches, row } = reader.state();
    Object.assign(run, { step: step + 1, batch: batches, row });
    // Read before the checks: what is due after an epoch's last step is left to `finishEpoch`.
    batch = await reader.next();
    if (batch !== undefined) await checkStep(engine, settings, run, () => finishSteps(0));
  } while (batch !== undefined && run.stopReason === undefined);
  await finishSteps(0);
  if (run.stopReason === undefined) randomness.endEpoch(run.epoch);
}

/** A run is saved within an epoch only where another batch follows: one that is gone was there then. */
function noBatch({ batch, row }: Run): never {
  throw new CheckpointMismatchError({
    subject: "resumeFrom",
    rule: "must lie before the end of the data",
    received: { batch, row },
    remedy: "The stream has become shorter since the checkpoint was saved.",
  });
}

/** After a step that does not end its epoch: measures and saves what is due by steps. */
async function checkStep(
  engine: TrainingEngine,
  settings: FitSettings,
  run: Run,
  finishSteps: () => Promise<void>,
): Promise<void> {
  const { checkpoint, checkpointBest, onEvent } = settings;
  if (isStepCheckDue(settings, run)) {
    await finishSteps();
    const record = { ...(await measureRun(engine, settings, run)), step: run.step };
    run.checks.push(record);
    const { worthSaving } = await observeRun(engine, settings, run, record, "step");
    onEvent?.({ type: "check", record, earlyStopping: run.earlyStopping });
    if (worthSaving) await checkpointBest!.save(await checkpointOf(engine, run));
  }
  if (checkpoint?.everySteps !== undefined && run.step % checkpoint.everySteps === 0) {
    await finishSteps();
    await checkpoint.save(await checkpointOf(engine, run));
  }
}
