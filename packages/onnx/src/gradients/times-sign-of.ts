import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * `value` where x is positive, -`value` where it is negative, 0 where it is 0 or NaN. By selection: `Sign` has no kernel on
 * GPUs.
 */
export function timesSignOf(graph: GraphBuilder, value: GraphValue, x: GraphValue): GraphValue {
  const zero = graph.scalar(0);
  const negative = graph.apply("Where", [graph.apply("Less", [x, zero]), graph.apply("Neg", [value]), zero]);
  return graph.apply("Where", [graph.apply("Greater", [x, zero]), value, negative]);
}
