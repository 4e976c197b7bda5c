import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitSoftplus } from "./softplus.ts";

/** y = x·tanh(log(1 + e^x)). */
export function emitMish(graph: GraphBuilder, x: GraphValue): GraphValue {
  return graph.apply("Mul", [x, graph.apply("Tanh", [emitSoftplus(graph, x)])]);
}
