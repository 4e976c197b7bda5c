import type { LayersModel } from "../namespace/layers-namespace.ts";

/** A layer that draws by the step and counts it. */
interface CountingLayer {
  lockstepStep: number;
}

/** Where layers keep other layers: models, wrappers, both directions of a recurrence, and its cells. */
const INNER = ["layers", "layer", "forwardLayer", "backwardLayer", "cell", "cells"] as const;

/** The steps of a model's counting layers, those within layers too, in the order in which they are found. */
export function readLayerSteps(model: LayersModel): readonly number[] {
  return countingLayers(model).map((layer) => layer.lockstepStep);
}

/** Sets the steps that {@link readLayerSteps} gave. */
export function writeLayerSteps(model: LayersModel, steps: readonly number[]): void {
  for (const [index, layer] of countingLayers(model).entries()) layer.lockstepStep = steps[index]!;
}

function countingLayers(model: LayersModel): readonly CountingLayer[] {
  const seen = new Set<unknown>();
  const found: CountingLayer[] = [];
  const visit = (layer: unknown): void => {
    if (typeof layer !== "object" || layer === null || seen.has(layer)) return;
    seen.add(layer);
    if ("lockstepStep" in layer) found.push(layer as CountingLayer);
    const parts = layer as Readonly<Record<string, unknown>>;
    for (const name of INNER) for (const inner of [parts[name]].flat()) visit(inner);
  };
  visit(model);
  return found;
}
