import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = max(x, 0). */
export function emitRelu({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return graph.apply("Relu", [input], {}, `${layer.name}.relu`);
}
