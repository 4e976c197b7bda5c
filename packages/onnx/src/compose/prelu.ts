import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** y = x for x > 0, slope·x otherwise; the slope, which may be learnt, broadcasts to x. */
export function emitPrelu(graph: GraphBuilder, x: GraphValue, slope: GraphValue): GraphValue {
  return graph.apply("Where", [graph.apply("Greater", [x, graph.scalar(0)]), x, graph.apply("Mul", [x, slope])]);
}
