// `@lockstep/core/engine`: what an author of an engine or of a tool around one needs besides the port itself.
export type { RandomSite } from "../dropout/random-site.ts";
export { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../errors/check-option.ts";
export { requireBatch, requireInputs, requireMasks, requireMicroBatches, weightSum } from "./check-batch.ts";
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
export { isClassification } from "../loss/loss-spec.ts";
export type { LayerParameter, ResolvedLayer } from "../model/layer-shapes.ts";
