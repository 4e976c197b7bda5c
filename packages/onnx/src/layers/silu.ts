import { emitSwish } from "../compose/swish.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x·σ(x). */
export function emitSilu({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return emitSwish(graph, input, 1, `${layer.name}.silu`);
}
