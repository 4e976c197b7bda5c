import type { LayersModel } from "../namespace/layers-namespace.ts";
import { layerKey } from "./model-weights.ts";

/** A layer that draws by the step and counts it. */
interface CountingLayer {
  lockstepStep: number;
}

/** The steps of a model's counting layers, by name or place. */
export function readLayerSteps(model: LayersModel): Record<string, number> {
  return Object.fromEntries(countingLayers(model).map(([name, layer]) => [name, layer.lockstepStep]));
}

/** Sets the steps of a model's counting layers. */
export function writeLayerSteps(model: LayersModel, steps: Readonly<Record<string, number>>): void {
  for (const [name, layer] of countingLayers(model)) layer.lockstepStep = steps[name]!;
}

function countingLayers(model: LayersModel): readonly (readonly [string, CountingLayer])[] {
  return model.layers.flatMap((layer, index) =>
    "lockstepStep" in layer ? [[layerKey(layer, index), layer as unknown as CountingLayer] as const] : [],
  );
}
