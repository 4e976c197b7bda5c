import { emitGroupNorm } from "../compose/group-norm.ts";
import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** Neighbouring channels, all positions, normalised together; each channel has a weight and a bias. */
export function emitLayerGroupNorm(
  context: LayerContext,
  { epsilon, groups }: { readonly epsilon: number; readonly groups: number | "channels" },
  input: GraphValue,
): GraphValue {
  return emitGroupNorm(context.graph, {
    x: input,
    scale: parameterOf(context, "weight"),
    bias: parameterOf(context, "bias"),
    groups: groups === "channels" ? context.layer.inputShape[0]! : groups,
    epsilon,
  });
}
