import { emitAffine } from "../compose/affine.ts";
import type { GraphValue } from "../graph/graph.ts";
import { applyDraw } from "../network/apply-draw.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** y = x·Wᵀ + b along the last axis; with DropConnect, W is drawn once for the batch. */
export function emitDense(context: LayerContext, input: GraphValue): GraphValue {
  const { graph, layer, draws } = context;
  const weight = parameterOf(context, "weight")!;
  const draw = layer.randomSites[0]?.kind === "drop-connect" ? draws[layer.sites[0]!] : undefined;
  const connections = draw === undefined ? weight : applyDraw(graph, draw, weight, `${layer.name}.connections`);
  return emitAffine(graph, input, connections, parameterOf(context, "bias"), `${layer.name}.dense`);
}
