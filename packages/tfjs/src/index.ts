// callbacks of stock `fit`
export { callbacks, type CallbacksOptions } from "./callbacks/callbacks.ts";
export {
  earlyStopping,
  type EarlyStoppingCallback,
  type EarlyStoppingCallbackOptions,
  type FitEarlyStoppingOptions,
  type WithLogName,
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

// dropout as layers
export { alphaDropout } from "./dropout-layers/alpha-dropout.ts";
export { dropout, type DropoutLayerOptions } from "./dropout-layers/dropout.ts";
export { dropoutSteps, type DropoutSteps, type DropoutStepsOptions } from "./dropout-layers/dropout-steps.ts";
export { featureAlphaDropout } from "./dropout-layers/feature-alpha-dropout.ts";
export { gaussianDropout, type GaussianDropoutLayerOptions } from "./dropout-layers/gaussian-dropout.ts";
export { gaussianNoise, type GaussianNoiseLayerOptions } from "./dropout-layers/gaussian-noise.ts";
export {
  predictWithDropout,
  type DropoutPrediction,
  type PredictWithDropoutOptions,
} from "./dropout-layers/predict-with-dropout.ts";
export type { RandomLayer } from "./dropout-layers/random-layer.ts";
export type { DataFormat, RandomLayerLaw } from "./dropout-layers/random-layer-kind.ts";
export type { LayerPlaceOptions, RandomLayerOptions } from "./dropout-layers/random-layer-options.ts";
export { registerDropoutLayers } from "./dropout-layers/register-dropout-layers.ts";
export { replaceDropout, type ReplaceDropoutOptions } from "./dropout-layers/replace-dropout.ts";
export {
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
  type ChannelDropoutLayerOptions,
} from "./dropout-layers/spatial-dropout.ts";
export { stochasticDepth, type StochasticDepthLayerOptions } from "./dropout-layers/stochastic-depth.ts";

// the engine
export { createTfjsEngine } from "./create-tfjs-engine.ts";
export type { LayersModelOptions } from "./layers-model/layers-model-options.ts";

// batches and fit
export type { BatchDataset, BatchSource, BatchTensors, DataNamespace, LayersBatch } from "./fitting/batch-dataset.ts";
export { batches, type BatchesOptions, type BatchingOptions } from "./fitting/batches.ts";
export { fitModel } from "./fitting/fit-model.ts";
export type { AnyCallback, Callbacks, ClassWeights, FitModelOptions, ForOutputs } from "./fitting/fit-model-options.ts";
export type { ColumnData, GatheringNamespace } from "./fitting/column.ts";
export type { HostNumbers, NumberList, TypedNumbers } from "./fitting/host-numbers.ts";
export type { RowData } from "./fitting/row-data.ts";

// fast kernels for the wasm backend
export { installFastWasm } from "./fast-wasm/install-fast-wasm.ts";
export type { FastWasmNamespace } from "./fast-wasm/fast-wasm-namespace.ts";

// the namespace
export type {
  CallbackInstance,
  LayersCallback,
  LayersModel,
  LayersNamespace,
  LayersOptimizer,
} from "./namespace/layers-namespace.ts";
export type { DeviceTensor, TfjsNamespace } from "./namespace/tfjs-namespace.ts";

// optimisers of tf.train
export { clipGradients } from "./optimizers/clip-gradients.ts";
