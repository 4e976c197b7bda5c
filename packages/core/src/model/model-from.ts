import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { LayerData } from "./layer-data.ts";
import { definitionOf, makeLayer, type LayerDefinition } from "./layer-definition.ts";
import type { LayerSpec } from "./layer-spec.ts";
import { ALPHA_DROPOUT } from "./layers/alpha-dropout.ts";
import { DENSE } from "./layers/dense.ts";
import { DROPOUT } from "./layers/dropout.ts";
import { EMBEDDING } from "./layers/embedding.ts";
import { FEATURE_ALPHA_DROPOUT } from "./layers/feature-alpha-dropout.ts";
import { FLATTEN } from "./layers/flatten.ts";
import { GAUSSIAN_DROPOUT } from "./layers/gaussian-dropout.ts";
import { GAUSSIAN_NOISE } from "./layers/gaussian-noise.ts";
import { GRU } from "./layers/gru.ts";
import { LEAKY_RELU } from "./layers/leaky-relu.ts";
import { LSTM } from "./layers/lstm.ts";
import { MULTI_HEAD_ATTENTION } from "./layers/multi-head-attention.ts";
import { POSITIONAL_EMBEDDING } from "./layers/positional-embedding.ts";
import { RELU } from "./layers/relu.ts";
import { SIGMOID } from "./layers/sigmoid.ts";
import { STOCHASTIC_DEPTH } from "./layers/stochastic-depth.ts";
import { TANH } from "./layers/tanh.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";

/** Every kind of layer there is. */
const DEFINITIONS: { readonly [Kind in LayerSpec["kind"]]: LayerDefinition<Extract<LayerSpec, { kind: Kind }>> } = {
  "alpha-dropout": ALPHA_DROPOUT,
  dense: DENSE,
  dropout: DROPOUT,
  embedding: EMBEDDING,
  "feature-alpha-dropout": FEATURE_ALPHA_DROPOUT,
  flatten: FLATTEN,
  "gaussian-dropout": GAUSSIAN_DROPOUT,
  "gaussian-noise": GAUSSIAN_NOISE,
  gru: GRU,
  "leaky-relu": LEAKY_RELU,
  lstm: LSTM,
  "multi-head-attention": MULTI_HEAD_ATTENTION,
  "positional-embedding": POSITIONAL_EMBEDDING,
  relu: RELU,
  sigmoid: SIGMOID,
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
  return makeLayer(definition, `${subject} (${kind})`, options, revive);
}
