import type { LayerVariable } from "@tensorflow/tfjs-layers";

import type { LayersModel } from "../namespace/layers-namespace.ts";

/**
 * All weights of a model, moving averages too, by names that the same script gives again: `0.kernel` is the first layer's,
 * `hidden.bias` that of the layer called so. tfjs's own names count up all models of a process (`dense_Dense7/kernel`).
 */
export function modelWeights(model: LayersModel): ReadonlyMap<string, LayerVariable> {
  const weights = new Map<string, LayerVariable>();
  const seen = new Set<LayerVariable>();
  // The model within a tf.Sequential, which callbacks are given, has an input layer that the outer one does not list.
  const layers = model.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  for (const [index, layer] of layers.entries()) {
    for (const weight of layer.weights) {
      if (seen.has(weight)) continue;
      seen.add(weight);
      const name = `${layerKey(layer, index)}.${weight.originalName.split("/").at(-1)}`;
      weights.set(freeName(name, weights), weight);
    }
  }
  return weights;
}

/** A layer's own name, or its place among the layers where tfjs made the name up. */
function layerKey(layer: { readonly name: string; getClassName(): string }, index: number): string {
  const marker = `_${layer.getClassName()}`;
  const at = layer.name.lastIndexOf(marker);
  const isMadeUp = at >= 0 && /^\d+$/.test(layer.name.slice(at + marker.length));
  return isMadeUp ? String(index) : layer.name;
}

/** Layers within layers have weights of the same name. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  for (let copy = 1; ; copy++) if (!taken.has(`${name}_${copy}`)) return `${name}_${copy}`;
}
