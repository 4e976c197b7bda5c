// `@lockstep/core/engine`: what an author of an engine or of a tool around one needs besides the port itself.
export { digestWords } from "../data/digest-words.ts";
export { RATE_HINTS } from "../dropout/dropout-rate.ts";
export { drawNoise } from "../dropout/apply-dropout.ts";
export type { RandomSite, RandomSiteKind } from "../dropout/random-site.ts";
export {
  rejectUnknownOptions,
  requireInteger,
  requireNumber,
  requireOneOf,
  type NumberRange,
} from "../errors/check-option.ts";
export { ALL_CAPABILITIES } from "./all-capabilities.ts";
export { requireBatch, requireInputs, requireMicroBatches, weightSum } from "./check-batch.ts";
export { requireIds } from "./check-ids.ts";
export { requirePlainMask, requireMasks } from "./check-masks.ts";
export { requireTrainableRows } from "./check-batch-norm.ts";
export { BASIC_LAYERS, requireLayers } from "./check-layers.ts";
export { BASIC_LOSSES, lossFeatures, requireComputedLoss, type LossFeature } from "./check-loss.ts";
export { countedRows } from "./counted-rows.ts";
export { lateEmbedding } from "./late-embedding.ts";
export { requireRandomSites } from "./check-random-sites.ts";
export { requireState } from "./check-state.ts";
export { requireStep } from "./check-step.ts";
export { resolveEngineModel, type EngineModel, type EngineOptions } from "./engine-options.ts";
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
} from "./training-engine.ts";
export { requireLoss } from "../loss/require-loss.ts";
export { isClassification } from "../loss/loss-spec.ts";
export type { ConvolutionAxis } from "../model/convolution-axis.ts";
export { convolutionAxes } from "../model/infer-convolution.ts";
export { transposedConvolutionAxes } from "../model/infer-transposed-convolution.ts";
export type { InferredLayer, LayerBuffer, LayerParameter } from "../model/inferred-layer.ts";
export type { Initializer } from "../model/initializer.ts";
export { recurrentRuns, type RecurrentRun } from "../model/recurrent.ts";
export type { ResolvedLayer } from "../model/resolve-layers.ts";
