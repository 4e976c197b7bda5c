import type * as tfjsLayers from "@tensorflow/tfjs-layers";

/** A model of tfjs-layers: what `tf.sequential`, `tf.model` and `tf.loadLayersModel` give. */
export type LayersModel = tfjsLayers.LayersModel;

/** A layer of one. */
export type Layer = tfjsLayers.layers.Layer;

/** A weight of a layer; its class is not exported. */
export type LayerWeight = Layer["weights"][number];

/** Whether a value is a model of tfjs-layers, of whichever copy of the package. */
export function isLayersModel(value: unknown): value is LayersModel {
  const model = value as Partial<LayersModel> | null;
  return typeof model === "object" && typeof model?.apply === "function" && Array.isArray(model.layers);
}
