import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

import { padAxes, type PaddedAxis } from "./pad-axes.ts";

/** What is left of `gradient` without padding, with zeros where the padding was negative. */
export function croppedOfPadding(graph: GraphBuilder, gradient: GraphValue, padded: readonly PaddedAxis[]): GraphValue {
  const cut = padded.filter(({ before, after }) => before > 0 || after > 0);
  const bounds = [
    cut.map(({ before }) => Math.max(before, 0)),
    cut.map(({ axis, after }) => Number(gradient.shape[axis]) - Math.max(after, 0)),
    cut.map(({ axis }) => axis),
  ];
  const kept =
    cut.length === 0 ? gradient : graph.apply("Slice", [gradient, ...bounds.map((numbers) => graph.integers(numbers))]);
  const missing = padded.map(({ axis, before, after }) => ({
    axis,
    before: Math.max(-before, 0),
    after: Math.max(-after, 0),
  }));
  return padAxes(graph, kept, missing);
}
