import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = tanh x. */
export function emitTanh({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return graph.apply("Tanh", [input], {}, `${layer.name}.tanh`);
}
