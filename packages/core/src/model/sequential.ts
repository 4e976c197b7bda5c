import { InvalidOptionError } from "../errors/lockstep-error.ts";
import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import type { Shape } from "../tensor/shape.ts";
import { resolveLayers } from "./layer-shapes.ts";
import type { LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";

/**
 * A network whose layers follow one another.
 *
 * @param options.inputShape shape of one row, each length a positive integer.
 * @param options.layers at least one layer.
 * @throws {InvalidOptionError} if a length is not a positive integer or there is no layer.
 * @throws {ShapeMismatchError} if a layer cannot take the shape before it; the message names the layer.
 * @example
 * const model = sequential({ inputShape: [784], layers: [dense(128), relu(), dropout(0.5), dense(10)] });
 */
export function sequential(options: { readonly inputShape: Shape; readonly layers: readonly LayerSpec[] }): ModelSpec {
  rejectUnknownOptions("sequential", options, ["inputShape", "layers"]);
  const { inputShape, layers } = options;
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new InvalidOptionError({
      subject: "inputShape",
      rule: "must list at least one length",
      received: inputShape,
    });
  }
  for (const length of inputShape) requireInteger("inputShape", length, { min: 1 });
  if (!Array.isArray(layers) || layers.length === 0) {
    throw new InvalidOptionError({ subject: "layers", rule: "must list at least one layer", received: layers });
  }
  const model = { inputShape: [...inputShape], layers: [...layers] };
  resolveLayers(model);
  return model;
}
