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
    case "gru":
    case "lstm":
      return layer.inputDropout === undefined && layer.recurrentDropout === undefined ? undefined : "dropout";
    case "multi-head-attention":
      return layer.dropout === undefined ? undefined : "dropout";
    case "embedding":
    case "flatten":
    case "leaky-relu":
    case "positional-embedding":
    case "relu":
    case "sigmoid":
    case "tanh":
      return undefined;
  }
}

/** Whether an engine takes a layer, as far as its drawing goes. */
export function takesLayer({ capabilities }: ConformanceSubject, layer: LayerSpec): boolean {
  const kind = randomSiteKindOf(layer);
  return kind === undefined || (capabilities.randomSiteKinds ?? ["dropout"]).includes(kind);
}
