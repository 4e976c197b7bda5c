import { emitPositivePart } from "../compose/positive-part.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = max(x, 0); a NaN stays. */
export function emitRelu({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return emitPositivePart(graph, input, `${layer.name}.relu`);
}
