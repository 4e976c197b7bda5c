import type { EngineCapabilities, EngineOptions, LayerSpec, MicroBatch, ModelSpec, SgdStep } from "@lockstep/core";
import {
  BASIC_LAYERS,
  BASIC_LOSSES,
  lateEmbedding,
  lossFeatures,
  resolveEngineModel,
  type EngineModel,
  type ResolvedLayer,
} from "@lockstep/core/engine";

/** What an engine declines of a request. */
export interface MissingCapability {
  readonly capability: keyof EngineCapabilities;
  /** In words: `layer conv2d`, `loss huber`. */
  readonly what: string;
}

/**
 * What an engine with these capabilities has to decline of a model.
 *
 * @returns nothing where it has to take the model; nothing either where the model is wrong in itself, which is not the
 *   capabilities' business.
 */
export function missingForModel(
  capabilities: EngineCapabilities,
  model: ModelSpec,
  options: EngineOptions,
): MissingCapability | undefined {
  let resolved: EngineModel;
  try {
    resolved = resolveEngineModel("conformance", model, options);
  } catch {
    return undefined;
  }
  const missing = missingForLayers(capabilities, resolved.layers) ?? missingForLoss(capabilities, resolved);
  if (missing !== undefined || capabilities.computedIds === true) return missing;
  return lateEmbedding(resolved.layers) && { capability: "computedIds", what: "an embedding of computed ids" };
}

/** What an engine with these capabilities has to decline of a step. */
export function missingForStep(
  { microBatches, clipping = false, maxNorm = false }: EngineCapabilities,
  parts: readonly MicroBatch[],
  step: SgdStep,
): MissingCapability | undefined {
  if (!microBatches && parts.length > 1) return { capability: "microBatches", what: "several micro-batches" };
  if (!clipping && step.clip !== undefined) return { capability: "clipping", what: "clipping of gradients" };
  if (!maxNorm && step.maxNorm !== undefined) return { capability: "maxNorm", what: "max-norm" };
  return undefined;
}

function missingForLayers(
  capabilities: EngineCapabilities,
  layers: readonly ResolvedLayer[],
): MissingCapability | undefined {
  const { layerKinds = BASIC_LAYERS, randomSiteKinds = ["dropout"], denseOnLastAxis = false } = capabilities;
  for (const { spec, inputShape, branches, randomSites } of layers) {
    if (!layerKinds.includes(spec.kind)) return { capability: "layerKinds", what: `layer ${spec.kind}` };
    for (const branch of branches) {
      const missing = missingForLayers(capabilities, branch);
      if (missing !== undefined) return missing;
    }
    if (spec.kind === "dense" && inputShape.length !== 1 && !denseOnLastAxis) {
      return { capability: "denseOnLastAxis", what: `dense on rows of ${inputShape.length} axes` };
    }
    const site = randomSites.find(({ kind }) => !randomSiteKinds.includes(kind));
    if (site !== undefined) return { capability: "randomSiteKinds", what: `random site ${site.kind}` };
  }
  return undefined;
}

function missingForLoss(
  { losses = BASIC_LOSSES }: EngineCapabilities,
  { loss }: EngineModel,
): MissingCapability | undefined {
  const feature = lossFeatures(loss).find((wanted) => !losses.includes(wanted));
  return feature === undefined ? undefined : { capability: "losses", what: `loss ${feature}` };
}

/** Whether an engine with these capabilities takes a layer of this kind, and what it draws. */
export function takesLayer(
  { layerKinds = BASIC_LAYERS, randomSiteKinds = ["dropout"] }: EngineCapabilities,
  { kind }: LayerSpec,
): boolean {
  return layerKinds.includes(kind) && (kind !== "dropout" || randomSiteKinds.includes("dropout"));
}
