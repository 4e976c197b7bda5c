import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** `ThresholdedRelu`: y = x for x > alpha, 0 otherwise; a NaN stays. */
export function emitThresholdedRelu(graph: GraphBuilder, x: GraphValue, alpha: number): GraphValue {
  return graph.apply("Where", [graph.apply("LessOrEqual", [x, graph.scalar(alpha)]), graph.scalar(0), x]);
}

/** `Shrink`: y = x + bias for x < -threshold, x - bias for x > threshold, 0 between. */
export function emitShrink(graph: GraphBuilder, x: GraphValue, threshold: number, bias: number): GraphValue {
  const shifted = (operator: string): GraphValue => (bias === 0 ? x : graph.apply(operator, [x, graph.scalar(bias)]));
  const right = graph.apply("Where", [
    graph.apply("Greater", [x, graph.scalar(threshold)]),
    shifted("Sub"),
    graph.scalar(0),
  ]);
  return graph.apply("Where", [graph.apply("Less", [x, graph.scalar(-threshold)]), shifted("Add"), right]);
}
