import { isLayersModel, type Layer } from "../models/layer.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";

/** Layers that put their elements in another order or shape, and compute nothing. */
const REARRANGING: readonly string[] = ["Flatten", "Permute", "Reshape"];

/** The last layer of a model that computes. */
export interface FinalLayer {
  /** What the model calls: the layer, or the wrapper that calls it for every position. */
  readonly called: Layer;
  readonly layer: Layer;
}

/** Finds the last layer that computes: behind those that only rearrange, inside of models and `timeDistributed`. */
export function finalLayer(model: LayersModel): FinalLayer {
  const { outputLayers } = model as unknown as { readonly outputLayers: readonly Layer[] };
  return computingLayer(outputLayers[0]!);
}

function computingLayer(last: Layer): FinalLayer {
  if (isLayersModel(last)) return finalLayer(last);
  const [node, ...others] = last.inboundNodes;
  // Of one that is called twice it does not say which call is the last.
  if (REARRANGING.includes(last.getClassName()) && node !== undefined && others.length === 0) {
    return computingLayer(node.inboundLayers[0]!);
  }
  const layer = last.getClassName() === "TimeDistributed" ? (last as unknown as { readonly layer: Layer }).layer : last;
  return { called: last, layer };
}
