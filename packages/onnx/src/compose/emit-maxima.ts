import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Where kernels for maxima begin, so that the maximum of -Infinity alone is that. */
const LOWEST = -3.4028234663852886e38;

/**
 * Maxima as arithmetic has them: NaN where there is one, so that a run that diverges shows it, and -Infinity where there is
 * nothing else. Kernels for GPUs pass over NaN; those for CPUs do where they are left with fewer elements than a vector has.
 *
 * @param pool makes the maxima of windows of a value of x's shape.
 */
export function emitMaxima(graph: GraphBuilder, x: GraphValue, pool: (value: GraphValue) => GraphValue): GraphValue {
  const maxima = pool(x);
  const isLowest = graph.apply("LessOrEqual", [maxima, graph.scalar(LOWEST)]);
  const largest = graph.apply("Where", [isLowest, graph.scalar(-Infinity), maxima], {}, maxima.name);
  const hasNaN = graph.apply("Greater", [pool(graph.stopGradient(emitIsNaN(graph, x))), graph.scalar(0)]);
  return graph.apply("Where", [hasNaN, graph.scalar(NaN), largest], {}, maxima.name);
}

/** 1 for a NaN, 0 for a number. */
function emitIsNaN(graph: GraphBuilder, x: GraphValue): GraphValue {
  const [zero, one] = [graph.scalar(0), graph.scalar(1)];
  if (graph.target === "wasm") return graph.apply("Where", [graph.apply("Equal", [x, x]), zero, one]);
  // Neither at most 0 nor above: a GPU may take for granted that x equals x.
  const above = graph.apply("Where", [graph.apply("Greater", [x, zero]), zero, one]);
  return graph.apply("Where", [graph.apply("LessOrEqual", [x, zero]), zero, above]);
}
