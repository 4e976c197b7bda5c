import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Appends so many zeros to each axis of `value`. */
export function emitPadEnd(graph: GraphBuilder, value: GraphValue, counts: readonly number[]): GraphValue {
  if (counts.every((count) => count === 0)) return value;
  return graph.apply("Pad", [value, graph.integers([...counts.map(() => 0), ...counts])]);
}
