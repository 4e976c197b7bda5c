import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * x cut at `min` and `max`, each of which may be left out; a NaN stays. Its derivative is that of `Clip`: 0 at the bounds.
 *
 * By comparisons: kernels of GPUs, and some of CPUs, make a number of a NaN.
 */
export function emitClip(
  graph: GraphBuilder,
  x: GraphValue,
  min: GraphValue | undefined,
  max: GraphValue | undefined,
  name?: string,
): GraphValue {
  const above = min === undefined ? x : graph.apply("Where", [graph.apply("LessOrEqual", [x, min]), min, x]);
  if (max === undefined) return above;
  return graph.apply("Where", [graph.apply("LessOrEqual", [max, above]), max, above], {}, name);
}
