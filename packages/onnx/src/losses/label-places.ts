import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Whether a place is its row's label, bool [rows, classes]. By comparison: `OneHot` has no kernel on GPUs.
 *
 * @param labels int32, [rows]
 */
export function emitLabelPlaces(graph: GraphBuilder, labels: GraphValue, classes: number): GraphValue {
  const column = graph.apply("Reshape", [labels, graph.integers([-1, 1])]);
  const indices = graph.constant(
    Int32Array.from({ length: classes }, (_, index) => index),
    [1, classes],
  );
  return graph.apply("Equal", [column, indices]);
}
