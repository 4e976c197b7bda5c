import type { LayersModel } from "../namespace/layers-namespace.ts";
import { isLayersModel, type Layer } from "./layer.ts";
import { trainedModel } from "./trained-model.ts";

/** A layer with its place in a model: `3`, or `2.layer` inside a wrapper that is the third. */
export interface PlacedLayer {
  readonly place: string;
  readonly layer: Layer;
}

/** What wrappers (`timeDistributed`, `bidirectional`) call the layers that they hold. */
const WRAPPED = ["layer", "forwardLayer", "backwardLayer"] as const;

/**
 * All layers of a model in its own order, those of models inside it and of wrappers too, without the models themselves. A
 * model and what callbacks are given of it have the same; input layers, of which a `tf.Sequential` shows none, have no
 * place.
 */
export function innerLayers(model: LayersModel, path = ""): readonly PlacedLayer[] {
  return trainedModel(model)
    .layers.filter((layer) => layer.getClassName() !== "InputLayer")
    .flatMap((layer, index) => placed(layer, `${path}${index}`));
}

function placed(layer: Layer, place: string): readonly PlacedLayer[] {
  if (isLayersModel(layer)) return innerLayers(layer, `${place}.`);
  const inside = WRAPPED.flatMap((role) => {
    const inner = (layer as unknown as Readonly<Record<string, Layer | undefined>>)[role];
    return inner === undefined ? [] : placed(inner, `${place}.${role}`);
  });
  return [{ place, layer }, ...inside];
}
