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
  RandomSite,
  TrainingEngine,
} from "./engine/training-engine.ts";
export type { EngineOptions } from "./engine/engine-options.ts";
