import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { initializerFrom } from "./initializers/initializer-from.ts";
import { INITIALIZER_OPTIONS } from "./initializers/initializer-options.ts";
import type { LayerData } from "./layer-data.ts";
import { definitionOf, makeLayer, type LayerDefinition } from "./layer-definition.ts";
import type { LayerSpec } from "./layer-spec.ts";
import { ALPHA_DROPOUT } from "./layers/alpha-dropout.ts";
import { BATCH_NORM } from "./layers/batch-norm.ts";
import { DENSE } from "./layers/dense.ts";
import { DROPOUT } from "./layers/dropout.ts";
import { ELU } from "./layers/elu.ts";
import { FEATURE_ALPHA_DROPOUT } from "./layers/feature-alpha-dropout.ts";
import { FLATTEN } from "./layers/flatten.ts";
import { GAUSSIAN_DROPOUT } from "./layers/gaussian-dropout.ts";
import { GAUSSIAN_NOISE } from "./layers/gaussian-noise.ts";
import { GELU } from "./layers/gelu.ts";
import { GROUP_NORM } from "./layers/group-norm.ts";
import { HARDTANH } from "./layers/hardtanh.ts";
import { LAYER_NORM } from "./layers/layer-norm.ts";
import { LEAKY_RELU } from "./layers/leaky-relu.ts";
import { LOG_SOFTMAX } from "./layers/log-softmax.ts";
import { RELU } from "./layers/relu.ts";
import { RESHAPE } from "./layers/reshape.ts";
import { SELU } from "./layers/selu.ts";
import { SIGMOID } from "./layers/sigmoid.ts";
import { SILU } from "./layers/silu.ts";
import { SOFTMAX } from "./layers/softmax.ts";
import { SOFTPLUS } from "./layers/softplus.ts";
import { STOCHASTIC_DEPTH } from "./layers/stochastic-depth.ts";
import { TANH } from "./layers/tanh.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";

/** Every kind of layer there is. */
const DEFINITIONS: { readonly [Kind in LayerSpec["kind"]]: LayerDefinition<Extract<LayerSpec, { kind: Kind }>> } = {
  "alpha-dropout": ALPHA_DROPOUT,
  "batch-norm": BATCH_NORM,
  dense: DENSE,
  dropout: DROPOUT,
  elu: ELU,
  "feature-alpha-dropout": FEATURE_ALPHA_DROPOUT,
  flatten: FLATTEN,
  "gaussian-dropout": GAUSSIAN_DROPOUT,
  "gaussian-noise": GAUSSIAN_NOISE,
  gelu: GELU,
  "group-norm": GROUP_NORM,
  hardtanh: HARDTANH,
  "layer-norm": LAYER_NORM,
  "leaky-relu": LEAKY_RELU,
  "log-softmax": LOG_SOFTMAX,
  relu: RELU,
  reshape: RESHAPE,
  selu: SELU,
  sigmoid: SIGMOID,
  silu: SILU,
  softmax: SOFTMAX,
  softplus: SOFTPLUS,
  "stochastic-depth": STOCHASTIC_DEPTH,
  tanh: TANH,
};

/**
 * A model from its data, as JSON or a structured clone holds them, with the defaults of its layers filled in. It knows
 * every kind of layer, so it is as large as all of them; whoever writes models in code does without.
 *
 * @throws {InvalidOptionError} naming the layer and the option that is wrong, unknown or missing.
 * @throws {ShapeMismatchError} if a layer cannot take the shape before it.
 * @example
 * const model = modelFrom(JSON.parse('{ "inputShape": [2], "layers": [{ "kind": "dense", "units": 2 }] }'));
 * model.layers; // [{ kind: "dense", units: 2, bias: true }]
 */
export function modelFrom(data: unknown): ModelSpec {
  return requireModel(data, revive);
}

/**
 * A layer from its data: see {@link modelFrom}.
 *
 * @throws {InvalidOptionError} naming the option that is wrong, unknown or missing.
 * @example
 * layerFrom({ kind: "dropout", rate: 0.5 });
 */
export function layerFrom(data: unknown): LayerSpec {
  return revive("layer", data) as LayerSpec;
}

/** A layer from its data; one that is made already is made anew. */
function revive(subject: string, layer: unknown): LayerData {
  if (typeof layer !== "object" || layer === null) {
    throw new InvalidOptionError({
      subject,
      rule: "must be a layer",
      received: layer,
      remedy: "Write dense(10), say.",
    });
  }
  const { kind: given, ...options } = layer as Readonly<Record<string, unknown>>;
  const kind = requireOneOf(`${subject}: kind`, given, Object.keys(DEFINITIONS) as LayerSpec["kind"][]);
  const definition = definitionOf(layer) ?? (DEFINITIONS[kind] as unknown as LayerDefinition<LayerData>);
  const own = `${subject} (${kind})`;
  return makeLayer(definition, own, reviveInitializers(own, options), revive);
}

/** The options of a layer in which initialisers are more than data. */
function reviveInitializers(
  subject: string,
  options: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const revived = { ...options };
  for (const name of INITIALIZER_OPTIONS) {
    if (revived[name] !== undefined) revived[name] = initializerFrom(revived[name], `${subject}: ${name}`);
  }
  return revived;
}
