import { int } from "../graph/attribute.ts";
import { graphShapesEqual, type GraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * The gradient of an input that was broadcast: `gradient` summed over the axes that its broadcast to the output added
 * or stretched.
 */
export function sumToShape(graph: GraphBuilder, gradient: GraphValue, shape: GraphShape): GraphValue {
  if (graphShapesEqual(gradient.shape, shape)) return gradient;
  const added = gradient.shape.length - shape.length;
  const stretched = shape.flatMap((length, axis) =>
    length === 1 && gradient.shape[axis + added] !== 1 ? [axis + added] : [],
  );
  const kept =
    stretched.length === 0
      ? gradient
      : graph.apply("ReduceSum", [gradient, graph.integers(stretched)], { keepdims: int(1) });
  if (added === 0) return kept;
  const leading = Array.from({ length: added }, (_, axis) => axis);
  return graph.apply("ReduceSum", [kept, graph.integers(leading)], { keepdims: int(0) });
}
