import type { Shape } from "../tensor/shape.ts";
import type { LayerSpec } from "./layer-spec.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";

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
  return requireModel(options);
}
