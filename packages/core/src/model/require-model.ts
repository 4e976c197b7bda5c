import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { LayerData } from "./layer-data.ts";
import { requireLayer } from "./layer-definition.ts";
import type { LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";
import { resolveLayers } from "./resolve-layers.ts";

/**
 * Checks a model: its input shape, that its layers are layers, and that each can take the shape before it.
 *
 * @param layerOf how a layer is had from what stands in the list.
 * @returns a copy of its own.
 * @throws {InvalidOptionError} naming the layer and the option that is wrong, unknown or missing.
 * @throws {ShapeMismatchError} naming the layer, the shape it got and the one it needs.
 */
export function requireModel(
  model: unknown,
  layerOf: (subject: string, layer: unknown) => LayerData = requireLayer,
): ModelSpec {
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
  const checked: ModelSpec = {
    inputShape: inputShape.map((length) => requireInteger("inputShape", length, { min: 1 })),
    layers: layers.map((layer, index) => layerOf(`layers[${index}]`, layer) as LayerSpec),
  };
  resolveLayers(checked);
  return checked;
}
