import { requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { initializerFrom } from "./initializers/initializer-from.ts";
import { INITIALIZER_OPTIONS } from "./initializers/initializer-options.ts";
import type { LayerData } from "./layer-data.ts";
import { definitionOf, makeLayer, type LayerDefinition } from "./layer-definition.ts";
import type { LayerSpec } from "./layer-spec.ts";
import { ADAPTIVE_AVG_POOL_2D, ADAPTIVE_MAX_POOL_2D } from "./layers/adaptive-pool.ts";
import { ALPHA_DROPOUT } from "./layers/alpha-dropout.ts";
import { CONV1D } from "./layers/conv1d.ts";
import { CONV2D } from "./layers/conv2d.ts";
import { CONV3D } from "./layers/conv3d.ts";
import { CONV_TRANSPOSE1D } from "./layers/conv-transpose1d.ts";
import { CONV_TRANSPOSE2D } from "./layers/conv-transpose2d.ts";
import { AVG_POOL_1D, AVG_POOL_2D, AVG_POOL_3D } from "./layers/avg-pool.ts";
import { BATCH_NORM } from "./layers/batch-norm.ts";
import { DENSE } from "./layers/dense.ts";
import { DROPOUT } from "./layers/dropout.ts";
import { ELU } from "./layers/elu.ts";
import { EMBEDDING } from "./layers/embedding.ts";
import { FEATURE_ALPHA_DROPOUT } from "./layers/feature-alpha-dropout.ts";
import { FLATTEN } from "./layers/flatten.ts";
import { GAUSSIAN_DROPOUT } from "./layers/gaussian-dropout.ts";
import { GAUSSIAN_NOISE } from "./layers/gaussian-noise.ts";
import { GLOBAL_AVG_POOL, GLOBAL_MAX_POOL } from "./layers/global-pool.ts";
import { LEAKY_RELU } from "./layers/leaky-relu.ts";
import { PARALLEL } from "./layers/parallel.ts";
import { GRU } from "./layers/gru.ts";
import { LSTM } from "./layers/lstm.ts";
import { MULTI_HEAD_ATTENTION } from "./layers/multi-head-attention.ts";
import { POSITIONAL_EMBEDDING } from "./layers/positional-embedding.ts";
import { RELU } from "./layers/relu.ts";
import { RESIDUAL } from "./layers/residual.ts";
import { MAX_POOL_1D, MAX_POOL_2D, MAX_POOL_3D } from "./layers/max-pool.ts";
import { PERMUTE } from "./layers/permute.ts";
import { RESHAPE } from "./layers/reshape.ts";
import { GELU } from "./layers/gelu.ts";
import { GROUP_NORM } from "./layers/group-norm.ts";
import { HARDTANH } from "./layers/hardtanh.ts";
import { LAYER_NORM } from "./layers/layer-norm.ts";
import { LOG_SOFTMAX } from "./layers/log-softmax.ts";
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
  "adaptive-avg-pool2d": ADAPTIVE_AVG_POOL_2D,
  "adaptive-max-pool2d": ADAPTIVE_MAX_POOL_2D,
  "alpha-dropout": ALPHA_DROPOUT,
  conv1d: CONV1D,
  conv2d: CONV2D,
  conv3d: CONV3D,
  "conv-transpose1d": CONV_TRANSPOSE1D,
  "conv-transpose2d": CONV_TRANSPOSE2D,
  "avg-pool1d": AVG_POOL_1D,
  "avg-pool2d": AVG_POOL_2D,
  "avg-pool3d": AVG_POOL_3D,
  "batch-norm": BATCH_NORM,
  dense: DENSE,
  dropout: DROPOUT,
  elu: ELU,
  embedding: EMBEDDING,
  "feature-alpha-dropout": FEATURE_ALPHA_DROPOUT,
  flatten: FLATTEN,
  "gaussian-dropout": GAUSSIAN_DROPOUT,
  "gaussian-noise": GAUSSIAN_NOISE,
  "global-avg-pool": GLOBAL_AVG_POOL,
  "global-max-pool": GLOBAL_MAX_POOL,
  "leaky-relu": LEAKY_RELU,
  parallel: PARALLEL,
  gru: GRU,
  lstm: LSTM,
  "multi-head-attention": MULTI_HEAD_ATTENTION,
  "positional-embedding": POSITIONAL_EMBEDDING,
  relu: RELU,
  residual: RESIDUAL,
  "max-pool1d": MAX_POOL_1D,
  "max-pool2d": MAX_POOL_2D,
  "max-pool3d": MAX_POOL_3D,
  permute: PERMUTE,
  reshape: RESHAPE,
  gelu: GELU,
  "group-norm": GROUP_NORM,
  hardtanh: HARDTANH,
  "layer-norm": LAYER_NORM,
  "log-softmax": LOG_SOFTMAX,
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
