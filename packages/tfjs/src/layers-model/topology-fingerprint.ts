import type { LossSpec } from "@lockstep/core";

import type { PlacedLayer } from "../models/inner-layers.ts";
import { trainedModel } from "../models/trained-model.ts";
import type { LayersModel } from "../namespace/layers-namespace.ts";

/** Settings of layers that draw which the engine does not go by: it draws their masks by the run's own seed. */
const DRAWN_BY_THE_RUN: readonly string[] = ["seed", "site", "step"];

/**
 * Everything about a model that its numbers depend on, except the weights: its topology as JSON, with the layers' places
 * for their names, which tfjs counts up from model to model.
 */
export function topologyFingerprint(model: LayersModel, layers: readonly PlacedLayer[], loss: LossSpec): string {
  const trained = trainedModel(model);
  const places = new Map(trained.layers.map((layer, index) => [layer.name, `input${index}`]));
  for (const { place, layer } of layers) places.set(layer.name, place);
  places.set(trained.name, "model");
  const topology: unknown = JSON.parse(JSON.stringify(trained.toJSON(null, false)));
  return JSON.stringify({ topology: renamed(topology, places), loss });
}

function renamed(value: unknown, places: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return places.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element) => renamed(element, places));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !DRAWN_BY_THE_RUN.includes(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, renamed(inner, places)]));
}
