import { text } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x·Φ(x), Φ being the standard normal's distribution function or its approximation by tanh. */
export function emitGelu({ graph, layer }: LayerContext, approximate: "none" | "tanh", input: GraphValue): GraphValue {
  return graph.apply("Gelu", [input], { approximate: text(approximate) }, `${layer.name}.gelu`);
}
