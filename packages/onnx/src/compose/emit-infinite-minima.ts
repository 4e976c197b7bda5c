import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Where kernels for maxima begin, so that the maximum of -Infinity alone is that. */
const LOWEST = -3.4028234663852886e38;

/** Maxima as kernels give them, with -Infinity where they give the lowest number there is. */
export function emitInfiniteMinima(graph: GraphBuilder, maxima: GraphValue): GraphValue {
  const isLowest = graph.apply("LessOrEqual", [maxima, graph.scalar(LOWEST)]);
  return graph.apply("Where", [isLowest, graph.scalar(-Infinity), maxima], {}, maxima.name);
}
