// The rooms of core in the order in which data flows; each imports only rooms above it.

// errors
export {
  CheckpointMismatchError,
  DataError,
  EngineDisposedError,
  InvalidOptionError,
  LockstepError,
  NonFiniteValueError,
  ShapeMismatchError,
  UnsupportedOptionError,
  type LockstepErrorCode,
  type LockstepErrorDetails,
} from "./errors/lockstep-error.ts";

// tensor
export { formatShape, shapeSize, shapesEqual, type Shape } from "./tensor/shape.ts";
export { copyTensors, tensor, type NamedTensors, type Tensor } from "./tensor/tensor.ts";

// random
export { foldIn, keyFromSeed } from "./random/key.ts";
export { permutation } from "./random/permutation.ts";
export { bernoulli, randomWords, uniform } from "./random/random-words.ts";
export { streamKey } from "./random/streams.ts";
export type { Key } from "./random/threefry.ts";

// data
export {
  planBatches,
  type BatchOrder,
  type BatchPlan,
  type BatchPlanOptions,
  type LastBatch,
} from "./data/batch-plan.ts";
export { arrayDataset, gatherRows, type ArrayDataset, type Dataset, type GatheredRows } from "./data/dataset.ts";
export { noisyLabels } from "./data/label-noise.ts";
export { readCsv, type CsvTable } from "./data/read-csv.ts";
export { readIdx, type IdxFile } from "./data/read-idx.ts";
export { readSafetensors, writeSafetensors } from "./data/safetensors.ts";
export { splitRows } from "./data/split-rows.ts";

// dropout
export { applyDropout } from "./dropout/apply-dropout.ts";
export {
  dropoutMask,
  keepBits,
  type AddressedMask,
  type DropoutMask,
  type DropoutMaskOptions,
  type ExplicitMask,
} from "./dropout/dropout-mask.ts";

export type { RandomSite } from "./dropout/random-site.ts";

// model
export { initialWeights } from "./model/initial-weights.ts";
export {
  dense,
  dropout,
  flatten,
  leakyRelu,
  relu,
  sigmoid,
  tanh,
  type DenseSpec,
  type DropoutSpec,
  type LayerSpec,
} from "./model/layer-spec.ts";
export type { ModelSpec } from "./model/model-spec.ts";
export { sequential } from "./model/sequential.ts";

// loss
export { meanSquaredError, softmaxCrossEntropy, type LossSpec } from "./loss/loss-spec.ts";

// sgd
export { clipGradients } from "./sgd/clip-gradients.ts";
export { clipByNorm, clipByValue, type GradientClip } from "./sgd/gradient-clip.ts";
export { learningRateAt } from "./sgd/learning-rate-at.ts";
export type { LearningRate, LearningRateSchedule, RunMoment, ScheduleInterval } from "./sgd/learning-rate-schedule.ts";
export { limitNorms } from "./sgd/limit-norms.ts";
export { cosine, type Cosine, type CosineOptions } from "./sgd/schedules/cosine.ts";
export { cosineRestarts, type CosineRestarts, type CosineRestartsOptions } from "./sgd/schedules/cosine-restarts.ts";
export { exponential, type Exponential, type ExponentialOptions } from "./sgd/schedules/exponential.ts";
export { inverseTime, type InverseTime, type InverseTimeOptions } from "./sgd/schedules/inverse-time.ts";
export { linear, type Linear, type LinearOptions } from "./sgd/schedules/linear.ts";
export { multiStep, type MultiStep, type MultiStepOptions } from "./sgd/schedules/multi-step.ts";
export { oneCycle, type OneCycle, type OneCycleOptions } from "./sgd/schedules/one-cycle.ts";
export { polynomial, type Polynomial, type PolynomialOptions } from "./sgd/schedules/polynomial.ts";
export { scheduleFrom } from "./sgd/schedules/schedule-from.ts";
export { sequence, type Sequence, type SequenceOptions } from "./sgd/schedules/sequence.ts";
export { stepDecay, type StepDecay, type StepDecayOptions } from "./sgd/schedules/step-decay.ts";
export { warmUp, type WarmUp, type WarmUpOptions } from "./sgd/schedules/warm-up.ts";
export { sgd, type Sgd, type SgdOptions } from "./sgd/sgd.ts";
export { sgdStep, type SgdStep, type SgdStepOptions } from "./sgd/sgd-step.ts";
export { sgdUpdate } from "./sgd/sgd-update.ts";
export { updateParameters } from "./sgd/update-parameters.ts";

// metric
export type { MetricName, Metrics } from "./metric/metric-name.ts";

// early-stopping
export {
  earlyStopping,
  type EarlyStopping,
  type EarlyStoppingState,
  type Observation,
} from "./early-stopping/early-stopping.ts";
export type { EarlyStoppingOptions } from "./early-stopping/early-stopping-options.ts";

// randomness
export type { RandomnessRun, RandomnessSource, RunRandomness } from "./randomness/run-randomness.ts";

// engine
export type {
  Batch,
  EngineCapabilities,
  EngineState,
  EvaluationSums,
  LossSum,
  MicroBatch,
  ParameterInfo,
  PendingLoss,
  TrainingEngine,
} from "./engine/training-engine.ts";
export type { EngineOptions } from "./engine/engine-options.ts";

// training
export type { Checkpoint } from "./training/checkpoint.ts";
export { decodeCheckpoint, encodeCheckpoint } from "./training/checkpoint-file.ts";
export { evaluate } from "./training/evaluate.ts";
export type { Evaluation } from "./training/measure-rows.ts";
export { fit } from "./training/fit.ts";
export type { AbortSignalLike, CheckpointOptions, FitOptions } from "./training/fit-options.ts";
export type { TrainingEvent } from "./training/training-events.ts";
export type { EpochRecord } from "./training/epoch-record.ts";
export type { StopReason, TrainingReport } from "./training/training-report.ts";

// profiles
export { NumpyGenerator, type NumpyGeneratorState } from "./profiles/numpy/numpy-generator.ts";
export { onnxDropout, type OnnxDropoutOptions } from "./profiles/numpy/onnx-dropout.ts";
export type { TorchConv2dOptions } from "./profiles/torch/conv2d-shape.ts";
export type { TorchParameters } from "./profiles/torch/default-init.ts";
export type { FusedVariant } from "./profiles/torch/fused-variant.ts";
export {
  torchDataLoader,
  type TorchDataLoader,
  type TorchDataLoaderOptions,
} from "./profiles/torch/torch-data-loader.ts";
export { torchDistributedSampler, type TorchDistributedSampler } from "./profiles/torch/torch-distributed-sampler.ts";
export { TorchGenerator, type TorchRandomnessOptions } from "./profiles/torch/torch-generator.ts";
export { torchInitialWeights } from "./profiles/torch/torch-initial-weights.ts";
export { torchRandomSampler, type TorchRandomSamplerOptions } from "./profiles/torch/torch-random-sampler.ts";
export { torchRandomSplit } from "./profiles/torch/torch-random-split.ts";
export { torchRandomness } from "./profiles/torch/torch-randomness.ts";
export type { TorchGeneratorState } from "./profiles/torch/torch-numbers.ts";
export type { TorchSampler } from "./profiles/torch/torch-sampler.ts";
export { torchSubsetRandomSampler } from "./profiles/torch/torch-subset-random-sampler.ts";
export { torchWeightedRandomSampler } from "./profiles/torch/torch-weighted-random-sampler.ts";
