import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphShape } from "../graph/dimension.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Reshapes to `shape`, in which the rows may be at most one axis. */
export function reshapeTo(graph: GraphBuilder, value: GraphValue, shape: GraphShape): GraphValue {
  return graph.apply("Reshape", [value, graph.integers(shape.map((length) => (length === "rows" ? -1 : length)))]);
}
