import type { LayerVariable } from "@tensorflow/tfjs-layers";

import type { LayersModel } from "../namespace/layers-namespace.ts";
import { innerLayers } from "./inner-layers.ts";

/** A weight with the name that states and checkpoints know it by. */
export interface NamedWeight {
  /** The layer's place and the weight's own name: `0.kernel`, `2.bias`. */
  readonly name: string;
  readonly weight: LayerVariable;
}

/**
 * All weights of a model, moving averages too, each once. Layers' names do not enter: tfjs numbers them anew for every
 * model of a process (`dense_Dense7/kernel`), so that the same script would give other names the second time.
 */
export function namedWeights(model: LayersModel): readonly NamedWeight[] {
  const seen = new Set<LayerVariable>();
  const names = new Set<string>();
  const named: NamedWeight[] = [];
  for (const { place, layer } of innerLayers(model)) {
    for (const weight of layer.weights) {
      // Shared by two places, or met as a wrapper's and as its inner layer's.
      if (seen.has(weight)) continue;
      seen.add(weight);
      const own = `${place}.${weight.originalName.split("/").at(-1)!}`;
      let name = own;
      for (let count = 1; names.has(name); count++) name = `${own}_${count}`;
      names.add(name);
      named.push({ name, weight });
    }
  }
  return named;
}
