import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Σ value², a scalar; or over some axes, which stay with a length of 1. */
export function emitSumOfSquares(graph: GraphBuilder, values: GraphValue, axes?: readonly number[]): GraphValue {
  const all = values.shape.map((_, axis) => axis);
  const squares = graph.apply("Mul", [values, values]);
  return graph.apply("ReduceSum", [squares, graph.integers(axes ?? all)], {
    keepdims: int(axes === undefined ? 0 : 1),
  });
}
