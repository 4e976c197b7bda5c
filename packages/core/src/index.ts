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
export { sgd, sgdStep, type Sgd, type SgdOptions, type SgdStep } from "./sgd/sgd.ts";
export { sgdUpdate } from "./sgd/sgd-update.ts";

// metric
export type { MetricName, Metrics } from "./metric/metric-name.ts";

// early-stopping
export { isCheckDue, type CheckEvery } from "./early-stopping/check-every.ts";
export { certifiesSameStop } from "./early-stopping/certifies-same-stop.ts";
export {
  checkpointBest,
  type CheckpointBest,
  type CheckpointBestOptions,
  type CheckpointBestState,
} from "./early-stopping/checkpoint-best.ts";
export { allOf, anyOf } from "./early-stopping/criteria/combine.ts";
export { criterionOf } from "./early-stopping/criteria/criterion-of.ts";
export type { CriterionSpec } from "./early-stopping/criteria/criterion-spec.ts";
export type { Criterion } from "./early-stopping/criteria/criterion.ts";
export { divergence } from "./early-stopping/criteria/divergence.ts";
export { epochLimit } from "./early-stopping/criteria/epoch-limit.ts";
export { generalizationLoss } from "./early-stopping/criteria/generalization-loss.ts";
export { notFinite } from "./early-stopping/criteria/not-finite.ts";
export { patience, type PatienceCriterionOptions } from "./early-stopping/criteria/patience.ts";
export { progressQuotient, type ProgressQuotientOptions } from "./early-stopping/criteria/progress-quotient.ts";
export { stepLimit } from "./early-stopping/criteria/step-limit.ts";
export { threshold } from "./early-stopping/criteria/threshold.ts";
export { timeLimit } from "./early-stopping/criteria/time-limit.ts";
export { upStrips } from "./early-stopping/criteria/up-strips.ts";
export type { DialectName, DialectOptions } from "./early-stopping/dialects/dialects.ts";
export type { EarlyStoppingReason, EarlyStoppingState } from "./early-stopping/early-stopping-state.ts";
export { earlyStopping, type EarlyStopping } from "./early-stopping/early-stopping.ts";
export type { EarlyStoppingOptions, EarlyStoppingSettings } from "./early-stopping/early-stopping-options.ts";
export type { Monitor } from "./early-stopping/monitor.ts";
export type { Observation } from "./early-stopping/observation.ts";
export type { CriteriaOptions, PatienceOptions } from "./early-stopping/own-options.ts";
export type { ReduceOnPlateauOptions } from "./early-stopping/reduce-on-plateau-options.ts";
export {
  reduceOnPlateau,
  type ReduceOnPlateau,
  type ReduceOnPlateauState,
} from "./early-stopping/reduce-on-plateau.ts";
export { warnAboutPatience } from "./early-stopping/warn-about-patience.ts";

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
