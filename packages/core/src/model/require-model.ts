import { RATE_HINTS } from "../dropout/dropout-rate.ts";
import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { DROPOUT_LAYER_OPTIONS, requireDropoutLayer } from "./dropout-layer-spec.ts";
import { requireDense, type LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";

/** Every kind of layer with the names of its options. */
const LAYER_OPTIONS: Readonly<Record<LayerSpec["kind"], readonly string[]>> = {
  dense: ["units", "bias", "dropConnect"],
  relu: [],
  "leaky-relu": ["slope"],
  tanh: [],
  sigmoid: [],
  flatten: [],
  ...DROPOUT_LAYER_OPTIONS,
};

/**
 * Checks a model, which may come from JSON, and fills in the defaults of its layers.
 *
 * @returns a copy of its own.
 * @throws {InvalidOptionError} naming the layer and the option that is wrong, unknown or missing.
 */
export function requireModel(model: unknown): ModelSpec {
  rejectUnknownOptions("model", model, ["inputShape", "layers"]);
  const { inputShape, layers } = model as Partial<Record<keyof ModelSpec, unknown>>;
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new InvalidOptionError({
      subject: "inputShape",
      rule: "must list at least one length",
      received: inputShape,
    });
  }
  if (!Array.isArray(layers) || layers.length === 0) {
    throw new InvalidOptionError({ subject: "layers", rule: "must list at least one layer", received: layers });
  }
  return {
    inputShape: inputShape.map((length) => requireInteger("inputShape", length, { min: 1 })),
    layers: layers.map((layer, index) => requireLayer(`layers[${index}]`, layer)),
  };
}

/** Checks one layer and fills in its defaults. @throws as {@link requireModel} */
function requireLayer(subject: string, layer: unknown): LayerSpec {
  if (typeof layer !== "object" || layer === null) {
    throw new InvalidOptionError({
      subject,
      rule: "must be a layer",
      received: layer,
      remedy: "Write dense(10), say.",
    });
  }
  const options = layer as Readonly<Record<string, unknown>>;
  const kinds = Object.keys(LAYER_OPTIONS) as LayerSpec["kind"][];
  const kind = requireOneOf(`${subject}: kind`, options["kind"], kinds);
  rejectUnknownOptions(`${subject} (${kind})`, layer, ["kind", ...LAYER_OPTIONS[kind]], RATE_HINTS);
  switch (kind) {
    case "dense":
      return requireDense(`${subject} (dense)`, options);
    case "leaky-relu": {
      const { slope = 0.01 } = options;
      return { kind, slope: requireNumber(`${subject} (leaky-relu): slope`, slope) };
    }
    case "relu":
    case "tanh":
    case "sigmoid":
    case "flatten":
      return { kind };
    case "dropout":
    case "alpha-dropout":
    case "feature-alpha-dropout":
    case "gaussian-dropout":
    case "gaussian-noise":
    case "stochastic-depth":
      return requireDropoutLayer(`${subject} (${kind})`, kind, options);
  }
}
