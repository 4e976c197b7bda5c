import type { LayerSpec, ModelSpec } from "@lockstep/core";
import { BASIC_LAYERS } from "@lockstep/core/engine";
import type { ConformanceSubject } from "../conformance-subject.ts";

/** Whether an engine takes all layers of a model, those inside others too. */
export function takesModel({ capabilities }: ConformanceSubject, { layers }: ModelSpec): boolean {
  const kinds: readonly string[] = capabilities.layerKinds ?? BASIC_LAYERS;
  return kindsOf(layers).every((kind) => kinds.includes(kind));
}

function kindsOf(layers: readonly LayerSpec[]): readonly string[] {
  return layers.flatMap((layer) => [layer.kind, ...branchesOf(layer).flatMap(kindsOf)]);
}

function branchesOf(layer: LayerSpec): readonly (readonly LayerSpec[])[] {
  if (layer.kind === "residual") return [layer.body, layer.shortcut ?? []];
  return layer.kind === "parallel" ? layer.branches : [];
}
