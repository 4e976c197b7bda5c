import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** `Sum` of any number of values that broadcast, from left to right. */
export function emitSum(graph: GraphBuilder, values: readonly GraphValue[]): GraphValue {
  return values.reduce((sum, value) => graph.apply("Add", [sum, value]));
}

/** `Mean` of any number of values that broadcast. */
export function emitMean(graph: GraphBuilder, values: readonly GraphValue[]): GraphValue {
  const sum = emitSum(graph, values);
  return values.length === 1 ? sum : graph.apply("Mul", [sum, graph.scalar(1 / values.length)]);
}
