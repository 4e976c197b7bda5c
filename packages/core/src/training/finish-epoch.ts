import type { TrainingEngine } from "../engine/training-engine.ts";
import { NO_ROWS, weightedMean } from "../metric/weighted-mean.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { measureRows } from "./measure-rows.ts";
import { checkpointOf, withoutVelocity, type Run } from "./run.ts";
import type { EpochRecord } from "./epoch-record.ts";

/** After an epoch's last step: evaluate → record → observe → keep best. Sets `stopReason` if the rule says stop. */
export async function finishEpoch(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<void> {
  const { earlyStopping, onEvent, checkpoint } = settings;
  const record = await measure(engine, settings, run);
  run.history.push(record);
  if (earlyStopping !== undefined) {
    const { monitor } = earlyStopping.options;
    const state = earlyStopping.observe(run.earlyStopping!, { epoch: run.epoch, value: record[monitor]! });
    if (state.bestEpoch === run.epoch && earlyStopping.options.restoreBest) {
      run.best = withoutVelocity(await engine.readState());
    }
    run.earlyStopping = state;
    run.stopReason = state.reason ?? undefined;
  }
  onEvent?.({ type: "epoch", record, earlyStopping: run.earlyStopping });
  run.epoch += 1;
  run.batch = 0;
  run.lossSums = NO_ROWS;
  // `trainEpoch` leaves the checkpoint of an epoch's last step to this place.
  const done = checkpoint?.everyEpochs === undefined ? run.step : run.epoch;
  const interval = checkpoint?.everyEpochs ?? checkpoint?.everySteps ?? Infinity;
  if (done % interval === 0) await checkpoint!.save(await checkpointOf(engine, run));
}

async function measure(engine: TrainingEngine, settings: FitSettings, run: Run): Promise<EpochRecord> {
  const { validation, evaluationBatchSize } = settings;
  const trainingLoss = weightedMean(run.lossSums);
  if (validation !== undefined) run.randomness.beginEvaluation();
  const measured = validation === undefined ? undefined : await measureRows(engine, validation, evaluationBatchSize);
  return {
    epoch: run.epoch,
    trainingLoss,
    ...(measured === undefined ? {} : { validationLoss: measured.loss }),
    ...(measured?.accuracy === undefined ? {} : { validationAccuracy: measured.accuracy }),
    elapsedSeconds: run.elapsedSeconds(),
  };
}
