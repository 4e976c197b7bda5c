import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** How many zeros come before and after an axis. */
export interface PaddedAxis {
  readonly axis: number;
  readonly before: number;
  readonly after: number;
}

/** Puts zeros before and after axes. */
export function padAxes(graph: GraphBuilder, value: GraphValue, padded: readonly PaddedAxis[]): GraphValue {
  if (padded.every(({ before, after }) => before === 0 && after === 0)) return value;
  const pads = value.shape.map((_, axis) => padded.find((one) => one.axis === axis) ?? { before: 0, after: 0 });
  const sides = [...pads.map(({ before }) => before), ...pads.map(({ after }) => after)];
  return graph.apply("Pad", [value, graph.integers(sides)]);
}
