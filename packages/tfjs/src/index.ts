// callbacks of stock `fit`
export { callbacks } from "./callbacks/callbacks.ts";
export {
  earlyStopping,
  type EarlyStoppingCallback,
  type EarlyStoppingCallbackOptions,
  type FitEarlyStoppingOptions,
} from "./callbacks/early-stopping.ts";
export type { LearningRateCallback } from "./callbacks/learning-rate-callback.ts";
export { learningRateSchedule, type LearningRateScheduleOptions } from "./callbacks/learning-rate-schedule.ts";
export { reduceOnPlateau, type FitReduceOnPlateauOptions } from "./callbacks/reduce-on-plateau.ts";
export type { CallbackState, ResumableCallback } from "./callbacks/resumable-callback.ts";
export type { FitStopReason } from "./callbacks/stop-reason.ts";

// checkpoints of stock `fit`
export { checkpoint, type CheckpointCallback, type CheckpointOptions } from "./checkpoints/checkpoint.ts";
export type { ResumedRun } from "./checkpoints/checkpoint-run.ts";
export type { CheckpointStore } from "./checkpoints/checkpoint-store.ts";
export { indexedDbStore } from "./checkpoints/indexed-db-store.ts";
export { memoryStore } from "./checkpoints/memory-store.ts";

// the engine
export { createTfjsEngine } from "./engine/create-tfjs-engine.ts";

// batches and fit
export {
  batches,
  type BatchesOptions,
  type BatchingOptions,
  type BatchSource,
  type BatchTensors,
  type DataNamespace,
  type LayersBatch,
} from "./fitting/batches.ts";
export { fitModel } from "./fitting/fit-model.ts";
export type { Callbacks, ClassWeights, FitModelOptions, ForOutputs } from "./fitting/fit-model-options.ts";
export type { ColumnData } from "./fitting/column.ts";
export type { HostNumbers, NumberList } from "./fitting/host-numbers.ts";
export type { RowData } from "./fitting/row-data.ts";

// fast kernels for the wasm backend
export { installFastWasm } from "./fast-wasm/install-fast-wasm.ts";
export type { FastWasmNamespace } from "./fast-wasm/fast-wasm-namespace.ts";

// the namespace
export type { LayersNamespace } from "./namespace/layers-namespace.ts";
export type { TfjsNamespace } from "./namespace/tfjs-namespace.ts";

// optimisers of tf.train
export { clipGradients } from "./optimizers/clip-gradients.ts";
