import type * as tfjsLayers from "@tensorflow/tfjs-layers";

import type { LayersModel } from "../namespace/layers-namespace.ts";

/** A layer of a model of tfjs-layers. */
export type Layer = tfjsLayers.layers.Layer;

/** Whether a value is a model of tfjs-layers, of whichever copy of the package. */
export function isLayersModel(value: unknown): value is LayersModel {
  const model = value as Partial<LayersModel> | null;
  return typeof model === "object" && typeof model?.apply === "function" && Array.isArray(model.layers);
}
