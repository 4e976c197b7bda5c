import type { LayerSpec, RandomSiteKind } from "@lockstep/core";
import type { ConformanceSubject } from "../conformance-subject.ts";

/** The kind of a layer's random site; none if it does not draw. */
function randomSiteKindOf(layer: LayerSpec): RandomSiteKind | undefined {
  switch (layer.kind) {
    case "dropout":
    case "stochastic-depth":
      return "dropout";
    case "alpha-dropout":
    case "feature-alpha-dropout":
      return "alpha-dropout";
    case "gaussian-dropout":
    case "gaussian-noise":
      return layer.kind;
    case "dense":
      return layer.dropConnect === undefined ? undefined : "drop-connect";
    default:
      return undefined;
  }
}

/** Whether an engine takes a layer, as far as its drawing goes. */
export function takesLayer({ capabilities }: ConformanceSubject, layer: LayerSpec): boolean {
  const kind = randomSiteKindOf(layer);
  return kind === undefined || (capabilities.randomSiteKinds ?? ["dropout"]).includes(kind);
}
