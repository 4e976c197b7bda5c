// The rooms of core in the order in which data flows; each imports only rooms above it.

// errors
export {
  CheckpointMismatchError,
  DataError,
  DeviceLostError,
  EngineDisposedError,
  InvalidOptionError,
  LockstepError,
  MissingDependencyError,
  NonFiniteValueError,
  OutOfMemoryError,
  ShapeMismatchError,
  StateDictMismatchError,
  UnsupportedOptionError,
  type LockstepErrorCode,
  type LockstepErrorDetails,
  type MisshapenTensor,
} from "./errors/lockstep-error.ts";

// tensor
export { formatShape, shapeSize, shapesEqual, type Shape } from "./tensor/shape.ts";
export { copyTensors, tensor, type NamedTensors, type Tensor } from "./tensor/tensor.ts";

// random
export { foldIn, keyFromSeed } from "./random/key.ts";
export { normal } from "./random/normal.ts";
export { permutation } from "./random/permutation.ts";
export { bernoulli, randomWords, uniform } from "./random/random-words.ts";
export { streamKey } from "./random/streams.ts";
export type { Key } from "./random/threefry.ts";

// data
export type { BatchOrder, BatchPlan, BatchPlanOptions, BatchSpan, LastBatch } from "./data/batch-plan.ts";
export { planBatches } from "./data/plan-batches.ts";
export { eachBatch, type BatchReader, type BatchReaderState, type ReadBatch } from "./data/batch-reader.ts";
export { bucketed, type BucketedOptions, type BucketedOrder } from "./data/bucketed-order.ts";
export { balancedClassWeights, rowWeights } from "./data/class-weights.ts";
export { toFloatTensor, toIntegerTensor } from "./data/convert-numbers.ts";
export { arrayDataset, gatherRows, type ArrayDataset, type Dataset, type GatheredRows } from "./data/dataset.ts";
export { noisyLabels } from "./data/label-noise.ts";
export { microBatches, sliceRows } from "./data/micro-batches.ts";
export type { NamedOrder } from "./data/named-orders.ts";
export type { NumberArray, NumberArrays, NumberType } from "./data/number-array.ts";
export { prefetch } from "./data/prefetch.ts";
export { readBatches, type RowsByBatch } from "./data/read-batches.ts";
export { readCsv, type CsvOptions, type CsvTable } from "./data/read-csv.ts";
export { readCsvValues, type CsvValues } from "./data/read-csv-values.ts";
export { readIdx, type IdxFile, type IdxType } from "./data/read-idx.ts";
export { readNpy } from "./data/read-npy.ts";
export type { EpochLayout, EpochOrder, OrderFrame, RowOrder } from "./data/row-order.ts";
export type { RowOpeners, RowSource } from "./data/row-source.ts";
export { readSafetensors, writeSafetensors } from "./data/safetensors.ts";
export { readSafetensorsArrays } from "./data/safetensors-arrays.ts";
export type { RowSpan, Shard } from "./data/shard.ts";
export { splitRows, type SplitOptions } from "./data/split-rows.ts";
export { stratified, type StratifiedOrder } from "./data/stratified-order.ts";
export {
  streamDataset,
  type StreamDataset,
  type StreamDatasetOptions,
  type StreamEpochOptions,
} from "./data/stream-dataset.ts";
export type { StreamRow } from "./data/stream-row.ts";
export { weighted, type WeightedOptions, type WeightedOrder } from "./data/weighted-order.ts";
export { shuffleWindow, type ShuffleWindow } from "./data/window-shuffle.ts";
export { writeNpy } from "./data/write-npy.ts";

// dropout
export { applyDropout, applyDropoutGradient } from "./dropout/apply-dropout.ts";
export {
  dropoutMask,
  keepBits,
  type AddressedMask,
  type DropoutMask,
  type DropoutMaskOptions,
  type ExplicitMask,
  type NoiseMask,
} from "./dropout/dropout-mask.ts";
export type { KeepLaw } from "./dropout/keep-law.ts";
export { maskOfSite, monteCarloMaskOfSite, type SiteDraw } from "./dropout/mask-of-site.ts";
export type { DroppingSite, GaussianNoiseSite, RandomSite, RandomSiteKind } from "./dropout/random-site.ts";
export { linearRate, piecewiseRate, rateAt, type RatePiece, type RateSchedule } from "./dropout/rate-schedule.ts";
export { sliceMask } from "./dropout/slice-mask.ts";

// model
export { initialWeights } from "./model/initial-weights.ts";
export { constantInit, onesInit, zerosInit, type ConstantInitSpec } from "./model/initializers/constant-init.ts";
export { drawInitial } from "./model/initializers/draw-initial.ts";
export type { KaimingOptions, Nonlinearity } from "./model/initializers/gain.ts";
export { initializerFrom } from "./model/initializers/initializer-from.ts";
export type { InitializerOptions } from "./model/initializers/initializer-options.ts";
export type { InitializerSpec } from "./model/initializers/initializer-spec.ts";
export { kaimingNormal, type KaimingNormalSpec } from "./model/initializers/kaiming-normal.ts";
export { kaimingUniform, type KaimingUniformSpec } from "./model/initializers/kaiming-uniform.ts";
export { lecunNormal, type LecunNormalSpec } from "./model/initializers/lecun-normal.ts";
export { normalInit, type NormalInitSpec } from "./model/initializers/normal-init.ts";
export { truncatedNormalInit, type TruncatedNormalInitSpec } from "./model/initializers/truncated-normal-init.ts";
export { uniformInit, type UniformInitSpec } from "./model/initializers/uniform-init.ts";
export { xavierNormal, type XavierNormalSpec } from "./model/initializers/xavier-normal.ts";
export { xavierUniform, type XavierUniformSpec } from "./model/initializers/xavier-uniform.ts";
export type { LayerData } from "./model/layer-data.ts";
export type { LayerSpec } from "./model/layer-spec.ts";
export {
  adaptiveAvgPool2d,
  adaptiveMaxPool2d,
  type AdaptiveAvgPool2dSpec,
  type AdaptiveMaxPool2dSpec,
  type AdaptivePoolSpec,
} from "./model/layers/adaptive-pool.ts";
export { alphaDropout, type AlphaDropoutSpec } from "./model/layers/alpha-dropout.ts";
export type { ConvolutionOptions, ConvolutionSettings } from "./model/convolution-options.ts";
export { conv1d, type Conv1dOptions, type Conv1dSpec } from "./model/layers/conv1d.ts";
export { conv2d, type Conv2dOptions, type Conv2dSpec } from "./model/layers/conv2d.ts";
export { conv3d, type Conv3dOptions, type Conv3dSpec } from "./model/layers/conv3d.ts";
export {
  convTranspose1d,
  type ConvTranspose1dOptions,
  type ConvTranspose1dSpec,
} from "./model/layers/conv-transpose1d.ts";
export {
  convTranspose2d,
  type ConvTranspose2dOptions,
  type ConvTranspose2dSpec,
} from "./model/layers/conv-transpose2d.ts";
export {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  type AvgPool1dSpec,
  type AvgPool2dSpec,
  type AvgPool3dSpec,
  type AvgPoolOptions,
  type AvgPoolSpec,
} from "./model/layers/avg-pool.ts";
export { batchNorm, type BatchNormOptions, type BatchNormSpec } from "./model/layers/batch-norm.ts";
export { dense, type DenseOptions, type DenseSpec } from "./model/layers/dense.ts";
export { dropout, type DropoutOptions, type DropoutSpec } from "./model/layers/dropout.ts";
export { elu, type EluSpec } from "./model/layers/elu.ts";
export { embedding, type EmbeddingOptions, type EmbeddingSpec } from "./model/layers/embedding.ts";
export { featureAlphaDropout, type FeatureAlphaDropoutSpec } from "./model/layers/feature-alpha-dropout.ts";
export { flatten, type FlattenSpec } from "./model/layers/flatten.ts";
export { gaussianDropout, type GaussianDropoutSpec } from "./model/layers/gaussian-dropout.ts";
export { gaussianNoise, type GaussianNoiseSpec } from "./model/layers/gaussian-noise.ts";
export {
  globalAvgPool,
  globalMaxPool,
  type GlobalAvgPoolSpec,
  type GlobalMaxPoolSpec,
  type GlobalPoolSpec,
} from "./model/layers/global-pool.ts";
export { leakyRelu, type LeakyReluSpec } from "./model/layers/leaky-relu.ts";
export { parallel, type ParallelOptions, type ParallelSpec } from "./model/layers/parallel.ts";
export { gru, type GruSpec } from "./model/layers/gru.ts";
export { lstm, type LstmSpec } from "./model/layers/lstm.ts";
export {
  multiHeadAttention,
  type MultiHeadAttentionOptions,
  type MultiHeadAttentionSpec,
} from "./model/layers/multi-head-attention.ts";
export { positionalEmbedding, type PositionalEmbeddingSpec } from "./model/layers/positional-embedding.ts";
export { relu, type ReluSpec } from "./model/layers/relu.ts";
export { residual, type ResidualOptions, type ResidualSpec } from "./model/layers/residual.ts";
export {
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type MaxPool1dSpec,
  type MaxPool2dSpec,
  type MaxPool3dSpec,
  type MaxPoolOptions,
  type MaxPoolSpec,
} from "./model/layers/max-pool.ts";
export { permute, type PermuteSpec } from "./model/layers/permute.ts";
export { reshape, type ReshapeSpec } from "./model/layers/reshape.ts";
export { gelu, type GeluOptions, type GeluSpec } from "./model/layers/gelu.ts";
export { groupNorm, instanceNorm, type GroupNormOptions, type GroupNormSpec } from "./model/layers/group-norm.ts";
export { hardtanh, relu6, type HardtanhOptions, type HardtanhSpec } from "./model/layers/hardtanh.ts";
export { layerNorm, type LayerNormOptions, type LayerNormSpec } from "./model/layers/layer-norm.ts";
export { logSoftmax, type LogSoftmaxSpec } from "./model/layers/log-softmax.ts";
export { selu, type SeluSpec } from "./model/layers/selu.ts";
export { sigmoid, type SigmoidSpec } from "./model/layers/sigmoid.ts";
export { silu, type SiluSpec } from "./model/layers/silu.ts";
export { softmax, type SoftmaxSpec } from "./model/layers/softmax.ts";
export { softplus, type SoftplusOptions, type SoftplusSpec } from "./model/layers/softplus.ts";
export { lockedDropout, spatialDropout1d, spatialDropout2d, spatialDropout3d } from "./model/layers/spatial-dropout.ts";
export { stochasticDepth, type StochasticDepthSpec } from "./model/layers/stochastic-depth.ts";
export { tanh, type TanhSpec } from "./model/layers/tanh.ts";
export { layerFrom, modelFrom } from "./model/model-from.ts";
export type { ModelSpec } from "./model/model-spec.ts";
export { loadStateDict, type LoadStateDictOptions, type ModelState } from "./model/load-state-dict.ts";
export { named } from "./model/named.ts";
export type { RecurrentOptions, RecurrentSpec } from "./model/recurrent.ts";
export { leNet5, type LeNet5Options } from "./model/networks/le-net5.ts";
export { smallAlexNet, type SmallAlexNetOptions } from "./model/networks/small-alex-net.ts";
export { smallResNet, type SmallResNetOptions } from "./model/networks/small-res-net.ts";
export { transformerEncoder, type TransformerEncoderOptions } from "./model/networks/transformer-encoder.ts";
export { sequential } from "./model/sequential.ts";
export { summary, type ModelSummary, type SummaryRow } from "./model/summary.ts";
export { decodeWeights, encodeWeights } from "./model/weights-file.ts";
export type {
  TransposedConvolutionOptions,
  TransposedConvolutionSettings,
} from "./model/transposed-convolution-options.ts";
export type { WindowOptions, WindowSettings } from "./model/window-options.ts";
export type { DilatedWindow, PoolWindow, PoolWindowOptions } from "./model/pool-window.ts";

// loss
export {
  binaryCrossEntropyWithLogits,
  type BinaryCrossEntropyOptions,
  type BinaryCrossEntropySpec,
} from "./loss/binary-cross-entropy.ts";
export { huber, type HuberSpec } from "./loss/huber.ts";
export type { IgnoredClass } from "./loss/ignored-class.ts";
export type { LossSpec, ClassificationLoss } from "./loss/loss-spec.ts";
export { meanAbsoluteError, type MeanAbsoluteErrorSpec } from "./loss/mean-absolute-error.ts";
export { meanSquaredError, type MeanSquaredErrorSpec } from "./loss/mean-squared-error.ts";
export { negativeLogLikelihood, type NegativeLogLikelihoodSpec } from "./loss/negative-log-likelihood.ts";
export { smoothL1, type SmoothL1Spec } from "./loss/smooth-l1.ts";
export {
  softmaxCrossEntropy,
  type SoftmaxCrossEntropyOptions,
  type SoftmaxCrossEntropySpec,
} from "./loss/softmax-cross-entropy.ts";

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
export { updateParameters, type UpdateLoops } from "./sgd/update-parameters.ts";

// metric
export type { MetricName, Metrics } from "./metric/metric-name.ts";
export type { WeightedSums } from "./metric/weighted-mean.ts";

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
export type {
  CriterionSpec,
  PatienceSpec,
  ProgressQuotientSpec,
  UpStripsSpec,
} from "./early-stopping/criteria/criterion-spec.ts";
export type { Criterion, CriterionCheck, Verdict } from "./early-stopping/criteria/criterion.ts";
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
export type { DialectName, DialectOptions, DialectSettings, DialectTypes } from "./early-stopping/dialects/dialects.ts";
export type { FlaxOptions, FlaxSettings } from "./early-stopping/dialects/flax.ts";
export type { HuggingfaceOptions, HuggingfaceSettings } from "./early-stopping/dialects/huggingface.ts";
export type { IgniteOptions, IgniteSettings } from "./early-stopping/dialects/ignite.ts";
export type { Keras3Options, Keras3Settings } from "./early-stopping/dialects/keras3.ts";
export type { LightgbmOptions, LightgbmSettings } from "./early-stopping/dialects/lightgbm.ts";
export type { LightningOptions, LightningSettings } from "./early-stopping/dialects/lightning.ts";
export type { SklearnHgbOptions, SklearnHgbSettings } from "./early-stopping/dialects/sklearn-hgb.ts";
export type { SklearnMlpOptions, SklearnMlpSettings } from "./early-stopping/dialects/sklearn-mlp.ts";
export type { TfjsOptions, TfjsSettings } from "./early-stopping/dialects/tfjs.ts";
export type { XgboostOptions, XgboostSettings } from "./early-stopping/dialects/xgboost.ts";
export type { CommonSettings } from "./early-stopping/dialects/dialect.ts";
export type { EarlyStoppingReason, EarlyStoppingState } from "./early-stopping/early-stopping-state.ts";
export { earlyStopping, type EarlyStopping } from "./early-stopping/early-stopping.ts";
export type { JsonNumber, JsonValue } from "./early-stopping/json-value.ts";
export type { EarlyStoppingOptions, EarlyStoppingSettings } from "./early-stopping/early-stopping-options.ts";
export type { Monitor, MonitorOptions } from "./early-stopping/monitor.ts";
export type { Observation } from "./early-stopping/observation.ts";
export type { CriteriaOptions, PatienceOptions, OwnOptions, OwnSettings } from "./early-stopping/own-options.ts";
export type { ReduceOnPlateauOptions, ReduceOnPlateauSettings } from "./early-stopping/reduce-on-plateau-options.ts";
export {
  reduceOnPlateau,
  type ReduceOnPlateau,
  type ReduceOnPlateauState,
} from "./early-stopping/reduce-on-plateau.ts";
export { warnAboutPatience } from "./early-stopping/warn-about-patience.ts";

// randomness
export type { MaskDraw, RandomnessRun, RandomnessSource, RunRandomness } from "./randomness/run-randomness.ts";

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
export {
  monteCarloDropout,
  type MonteCarloDropoutOptions,
  type MonteCarloPrediction,
} from "./training/monte-carlo-dropout.ts";
export type { AbortSignalLike, CheckpointOptions, FitOptions } from "./training/fit-options.ts";
export type { TrainingEvent } from "./training/training-events.ts";
export type { CheckRecord, EpochRecord } from "./training/epoch-record.ts";
export type { StopReason, TrainingReport } from "./training/training-report.ts";

// profiles
export type { MersenneTwisterState } from "./profiles/mersenne-twister.ts";
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
export type { TorchGeneratorState, TorchNumbers } from "./profiles/torch/torch-numbers.ts";
export type { TorchSampler } from "./profiles/torch/torch-sampler.ts";
export { torchSubsetRandomSampler } from "./profiles/torch/torch-subset-random-sampler.ts";
export { torchWeightedRandomSampler } from "./profiles/torch/torch-weighted-random-sampler.ts";
