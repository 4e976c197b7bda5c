import { isLayersModel, type Layer, type LayersModel } from "./layers-model.ts";

/** A layer with its place in a model: `3`, or `2.1` inside a model that is the third layer. */
export interface PlacedLayer {
  readonly place: string;
  readonly layer: Layer;
}

/** What wrappers (`timeDistributed`, `bidirectional`) call the layers that they hold. */
const WRAPPED = ["layer", "forwardLayer", "backwardLayer"] as const;

/** All layers of a model in its own order, those of models inside it and of wrappers too, without the models themselves. */
export function innerLayers(model: LayersModel, path = ""): readonly PlacedLayer[] {
  return model.layers.flatMap((layer, index) => placed(layer, `${path}${index}`));
}

function placed(layer: Layer, place: string): readonly PlacedLayer[] {
  if (isLayersModel(layer)) return innerLayers(layer, `${place}.`);
  const inside = WRAPPED.flatMap((role) => {
    const inner = (layer as unknown as Readonly<Record<string, Layer | undefined>>)[role];
    return inner === undefined ? [] : placed(inner, `${place}.${role}`);
  });
  return [{ place, layer }, ...inside];
}
