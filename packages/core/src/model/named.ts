import type { LayerData } from "./layer-data.ts";
import { definitionOf, layerOf, requireLayer } from "./layer-definition.ts";
import { requireLayerName } from "./layer-name.ts";

/**
 * A layer with a name. Its tensors are then called `conv1.weight` rather than `0.weight`, so that a model has the names of
 * a PyTorch module's `state_dict`. A name replaces the layer's number in the sequence around it, and inside `residual` and
 * `parallel` what stands before that number too: in a residual layer called `layer1.0` an unnamed layer of the body is
 * `layer1.0.body.0`, one that is named `conv1` is `layer1.0.conv1`. Names change no number: the streams of random numbers
 * are counted. Keras's layers take a `name` likewise.
 *
 * @param name letters, digits, _ and -; dots join parts, as in `layer1.0`.
 * @throws {InvalidOptionError} if the name is none, or the layer. A model in which two tensors would have one name is
 * refused when it is made.
 * @example
 * const model = sequential({ inputShape: [4], layers: [named("hidden", dense(8)), relu(), named("output", dense(3))] });
 * initialWeights(model, 42); // { "hidden.weight": ..., "hidden.bias": ..., "output.weight": ..., "output.bias": ... }
 */
export function named<Layer extends LayerData>(name: string, layer: Layer): Layer & { readonly name: string } {
  requireLayer("named", layer);
  const data = { ...layer, name: requireLayerName("named", name) };
  return layerOf(definitionOf(layer)!, data) as Layer & { readonly name: string };
}
