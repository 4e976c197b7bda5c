import type { TrainingEngine } from "../engine/training-engine.ts";
import { NO_ROWS } from "../metric/weighted-mean.ts";
import { measureRun, observeRun } from "./check-run.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { checkpointOf, type Run } from "./run.ts";

/** After an epoch's last step: evaluate → record → observe → keep best. Sets `stopReason` if the rule says stop. */
export async function finishEpoch(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<void> {
  const { onEvent, checkpoint, checkpointBest } = settings;
  const record = await measureRun(engine, settings, run);
  run.history.push(record);
  const { worthSaving } = await observeRun(engine, settings, run, record, "epoch");
  onEvent?.({ type: "epoch", record, earlyStopping: run.earlyStopping });
  run.epoch += 1;
  run.batch = 0;
  run.row = 0;
  run.lossSums = NO_ROWS;
  if (worthSaving) await checkpointBest!.save(await checkpointOf(engine, run));
  // `trainEpoch` leaves the checkpoint of an epoch's last step to this place.
  const done = checkpoint?.everyEpochs === undefined ? run.step : run.epoch;
  const interval = checkpoint?.everyEpochs ?? checkpoint?.everySteps ?? Infinity;
  if (done % interval === 0) await checkpoint!.save(await checkpointOf(engine, run));
}
