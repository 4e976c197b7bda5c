import { isRows } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Broadcasts `value`, whose axes line up with those of `target`, to the shape of `target`. */
export function expandToShapeOf(graph: GraphBuilder, value: GraphValue, target: GraphValue): GraphValue {
  const kept = target.shape.every((length, axis) => !isRows(length) || value.shape[axis] === length);
  // Expand leaves an axis alone where the wanted length is 1, so the number of rows need not be known.
  const shape = kept
    ? graph.integers(target.shape.map((length) => (isRows(length) ? 1 : length)))
    : graph.apply("Shape", [target]);
  return graph.apply("Expand", [value, shape]);
}
