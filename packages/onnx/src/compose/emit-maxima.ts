import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Where kernels for maxima begin, so that the maximum of -Infinity alone is that. */
const LOWEST = -3.4028234663852886e38;

/** What a kernel for maxima does. */
export interface MaximaKernel {
  /** Whether the maximum of a NaN and something else is NaN. */
  readonly keepsNaN: boolean;
}

/**
 * Maxima as arithmetic has them: NaN where there is one, so that a run that diverges shows it, and -Infinity where there is
 * nothing else.
 *
 * @param pool makes the maxima of windows of a value of x's shape.
 */
export function emitMaxima(
  graph: GraphBuilder,
  x: GraphValue,
  { keepsNaN }: MaximaKernel,
  pool: (value: GraphValue) => GraphValue,
): GraphValue {
  const maxima = pool(x);
  const isLowest = graph.apply("LessOrEqual", [maxima, graph.scalar(LOWEST)]);
  const largest = graph.apply("Where", [isLowest, graph.scalar(-Infinity), maxima], {}, maxima.name);
  if (keepsNaN) return largest;
  // A NaN alone is neither at most 0 nor above; GPUs may take for granted that x equals x.
  const [zero, one] = [graph.scalar(0), graph.scalar(1)];
  const above = graph.apply("Where", [graph.apply("Greater", [x, zero]), zero, one]);
  const isNaN = graph.apply("Where", [graph.apply("LessOrEqual", [x, zero]), zero, above]);
  const hasNaN = graph.apply("Greater", [pool(graph.stopGradient(isNaN)), zero]);
  return graph.apply("Where", [hasNaN, graph.scalar(NaN), largest], {}, maxima.name);
}
