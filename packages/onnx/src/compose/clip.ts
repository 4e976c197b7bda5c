import { clipGradients } from "../gradients/clip.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * x cut at `min` and `max`, each of which may be left out; a NaN stays, which the `Clip` of GPUs makes a number of. The
 * derivative is 0 at the bounds.
 */
export function emitClip(
  graph: GraphBuilder,
  x: GraphValue,
  min: GraphValue | undefined,
  max: GraphValue | undefined,
  name?: string,
): GraphValue {
  if (min === undefined && max === undefined) return x;
  if (graph.target === "wasm") return graph.apply("Clip", [x, min, max], {}, name);
  const above = min === undefined ? x : graph.apply("Where", [graph.apply("Less", [x, min]), min, x], {}, name);
  const y = max === undefined ? above : graph.apply("Where", [graph.apply("Less", [max, above]), max, above], {}, name);
  return graph.withGradient(y, [x, min, max], (gradient) => clipGradients(graph, { x, min, max }, gradient));
}
