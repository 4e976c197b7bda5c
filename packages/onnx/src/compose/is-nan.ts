import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Whether an element is NaN, which alone differs from itself. `IsNaN` has no kernel on GPUs. */
export function emitIsNan(graph: GraphBuilder, x: GraphValue): GraphValue {
  return graph.target === "wasm" ? graph.apply("IsNaN", [x]) : graph.apply("Not", [graph.apply("Equal", [x, x])]);
}
