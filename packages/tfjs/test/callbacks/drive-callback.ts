import type { Callback, LayersModel } from "@tensorflow/tfjs-layers";

/** What a driven run left. */
export interface DrivenRun {
  /** The epoch in which the callback stopped the run; null if it did not. */
  readonly stop: number | null;
}

/** Calls a callback as `fit` does, one batch an epoch, with logs that are made up. */
export async function driveCallback(
  callback: Callback,
  model: LayersModel,
  logs: readonly Readonly<Record<string, number>>[],
  options: { readonly epochs?: number; readonly initialEpoch?: number; readonly eachEpoch?: () => void } = {},
): Promise<DrivenRun> {
  const { initialEpoch = 0, epochs = initialEpoch + logs.length, eachEpoch } = options;
  callback.setParams({ epochs, samples: 4, batchSize: 4, metrics: Object.keys(logs[0]!) });
  callback.setModel(model);
  await callback.onTrainBegin();
  model.stopTraining = false;
  let stop: number | null = null;
  for (let epoch = initialEpoch; epoch < epochs && stop === null; epoch++) {
    await callback.onEpochBegin(epoch);
    await callback.onBatchBegin(0);
    eachEpoch?.();
    await callback.onBatchEnd(0);
    await callback.onEpochEnd(epoch, { ...logs[epoch - initialEpoch] });
    if (model.stopTraining) stop = epoch;
  }
  await callback.onTrainEnd();
  return { stop };
}
