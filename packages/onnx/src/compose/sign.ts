import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** 1, -1 or 0 by the sign of x; without derivative. `Sign` has no kernel on GPUs. */
export function emitSign(graph: GraphBuilder, x: GraphValue): GraphValue {
  if (graph.target === "wasm") return graph.apply("Sign", [x]);
  const zero = graph.scalar(0);
  const negative = graph.apply("Where", [graph.apply("Less", [x, zero]), graph.scalar(-1), zero]);
  return graph.stopGradient(graph.apply("Where", [graph.apply("Greater", [x, zero]), graph.scalar(1), negative]));
}
