import { UnsupportedOptionError } from "../errors/lockstep-error.ts";
import type { InferredLayer } from "../model/inferred-layer.ts";
import type { LayerData } from "../model/layer-data.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { lateEmbedding } from "./late-embedding.ts";
import type { EngineCapabilities } from "./training-engine.ts";

/** The kinds that every engine takes: dense networks, with all layers that draw (see `randomSiteKinds` for those). */
export const BASIC_LAYERS: readonly LayerSpec["kind"][] = [
  "alpha-dropout",
  "dense",
  "dropout",
  "feature-alpha-dropout",
  "flatten",
  "gaussian-dropout",
  "gaussian-noise",
  "leaky-relu",
  "relu",
  "sigmoid",
  "stochastic-depth",
  "tanh",
];

/**
 * The check that every engine makes of a model before any work: that it computes all of its layers, those inside others
 * too.
 *
 * @param kinds what the engine declares as `capabilities.layerKinds`. @default {@link BASIC_LAYERS}
 * @param capabilities.denseOnLastAxis whether its dense layers take rows of several axes. @default false
 * @param capabilities.computedIds whether its embeddings may stand after layers that compute. @default false
 * @throws {UnsupportedOptionError} naming the first layer that it does not compute.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireLayers("mine", ["dense"], resolved.layers); // throws UnsupportedOptionError
 */
export function requireLayers(
  engine: string,
  kinds: readonly string[] = BASIC_LAYERS,
  layers: readonly InferredLayer<LayerData>[],
  capabilities: Pick<EngineCapabilities, "denseOnLastAxis" | "computedIds"> = {},
): void {
  requireKinds(engine, kinds, layers, capabilities);
  const late = capabilities.computedIds === true ? undefined : lateEmbedding(layers);
  if (late === undefined) return;
  throw new UnsupportedOptionError({
    subject: `${engine}: layer ${late.name} (embedding)`,
    rule: "takes the model's inputs, not what a layer before it computes",
    remedy: "Put it first, or use the reference engine.",
  });
}

function requireKinds(
  engine: string,
  kinds: readonly string[],
  layers: readonly InferredLayer<LayerData>[],
  capabilities: Pick<EngineCapabilities, "denseOnLastAxis">,
): void {
  for (const { spec, name, inputShape, branches } of layers) {
    if (!kinds.includes(spec.kind)) {
      throw new UnsupportedOptionError({
        subject: `${engine}: layer ${name}`,
        rule: `must be one of ${kinds.join(", ")}`,
        received: spec.kind,
        remedy: "Use another layer, or the reference engine.",
      });
    }
    if (spec.kind === "dense" && inputShape.length !== 1 && capabilities.denseOnLastAxis !== true) {
      throw new UnsupportedOptionError({
        subject: `${engine}: layer ${name} (dense)`,
        rule: "takes rows of one axis",
        received: inputShape,
        remedy: "Put flatten() before it, or use the reference engine.",
      });
    }
    for (const branch of branches) requireKinds(engine, kinds, branch, capabilities);
  }
}
