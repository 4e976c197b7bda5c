import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** The mean of each row's elements: [rows, ...] to [rows]. */
export function emitRowMeans(graph: GraphBuilder, values: GraphValue): GraphValue {
  const axes = values.shape.map((_, axis) => axis).slice(1);
  return axes.length === 0 ? values : graph.apply("ReduceMean", [values, graph.integers(axes)], { keepdims: int(0) });
}
