import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = 1 / (1 + e^-x). */
export function emitSigmoid({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return graph.apply("Sigmoid", [input], {}, `${layer.name}.sigmoid`);
}
