import { maskOfSite } from "../dropout/mask-of-site.ts";
import type { PendingLoss, TrainingEngine } from "../engine/training-engine.ts";
import { addBatch } from "../metric/weighted-mean.ts";
import { sgdStep } from "../sgd/sgd.ts";
import type { FitSettings } from "./fit-options.ts";
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
  const { data, plan, optimizer, seed, signal, onEvent, checkpoint } = settings;
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
    const rows = plan.rows(run.epoch, run.batch);
    const masks = engine.randomSites.map((randomSite, site) =>
      maskOfSite(randomSite, { seed, site, step: run.step, rows: rows.length }),
    );
    await finishSteps(STEPS_UNDER_WAY - 1);
    pending.push(engine.trainBatch([{ ...data.gather(rows), masks }], sgdStep(optimizer, run.step)));
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
}
