import type { LayerSpec, RandomSiteKind } from "@lockstep/core";
import { BASIC_LAYERS } from "@lockstep/core/engine";
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
    case "gru":
    case "lstm":
      return layer.inputDropout === undefined && layer.recurrentDropout === undefined ? undefined : "dropout";
    case "multi-head-attention":
      return layer.dropout === undefined ? undefined : "dropout";
    default:
      return undefined;
  }
}

/** Whether an engine takes a layer: its kind, and what it draws. */
export function takesLayer({ capabilities }: ConformanceSubject, layer: LayerSpec): boolean {
  if (!(capabilities.layerKinds ?? BASIC_LAYERS).includes(layer.kind)) return false;
  const kind = randomSiteKindOf(layer);
  return kind === undefined || (capabilities.randomSiteKinds ?? ["dropout"]).includes(kind);
}
