import type { GraphValue } from "../graph/graph.ts";
import { parameterOf, type LayerContext } from "./layer-context.ts";

/** y = x + P, with a vector for every position. */
export function emitPositionalEmbedding(context: LayerContext, input: GraphValue): GraphValue {
  const { graph, layer } = context;
  return graph.apply("Add", [input, parameterOf(context, "weight")], {}, `${layer.name}.positions`);
}
