import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * h - mean h - x̂·mean(h·x̂), the means being over `axes`: the gradient of x, times its deviation, where x̂ is x brought to
 * mean 0 and variance 1 over those axes and h the gradient of x̂.
 */
export function standardizedGradient(
  graph: GraphBuilder,
  h: GraphValue,
  normal: GraphValue,
  axes: readonly number[],
): GraphValue {
  const meanOf = (value: GraphValue): GraphValue =>
    graph.apply("ReduceMean", [value, graph.integers(axes)], { keepdims: int(1) });
  const along = graph.apply("Mul", [normal, meanOf(graph.apply("Mul", [h, normal]))]);
  return graph.apply("Sub", [graph.apply("Sub", [h, meanOf(h)]), along]);
}
