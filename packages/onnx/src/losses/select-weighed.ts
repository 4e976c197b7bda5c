import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * The values of rows that weigh anything, and 0 for the others. Selected, not multiplied: a NaN in a row of weight 0 must
 * not leak, neither forwards nor into a gradient.
 *
 * @param values [rows, ...]
 * @param weights [rows]
 */
export function selectWeighed(graph: GraphBuilder, values: GraphValue, weights: GraphValue): GraphValue {
  const shape = values.shape.map((_, axis) => (axis === 0 ? -1 : 1));
  const column = shape.length === 1 ? weights : graph.apply("Reshape", [weights, graph.integers(shape)]);
  const zero = graph.scalar(0);
  return graph.apply("Where", [graph.apply("Greater", [column, zero]), values, zero]);
}
