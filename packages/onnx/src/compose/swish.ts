import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** y = x·σ(alpha·x), also called silu. @param name of the result */
export function emitSwish(graph: GraphBuilder, x: GraphValue, alpha = 1, name?: string): GraphValue {
  const scaled = alpha === 1 ? x : graph.apply("Mul", [x, graph.scalar(alpha)]);
  return graph.apply("Mul", [x, graph.apply("Sigmoid", [scaled])], {}, name);
}
