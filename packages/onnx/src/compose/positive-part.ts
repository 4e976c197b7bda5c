import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * max(x, 0), in which a NaN stays.
 *
 * GPUs have max(NaN, 0) = 0 (WGSL leaves it open), so that their `Relu` would hide that a run has diverged: there, what is
 * not positive is replaced by 0.
 */
export function emitPositivePart(graph: GraphBuilder, x: GraphValue, name?: string): GraphValue {
  if (graph.target === "wasm") return graph.apply("Relu", [x], {}, name);
  const zero = graph.scalar(0);
  return graph.apply("Where", [graph.apply("LessOrEqual", [x, zero]), zero, x], {}, name);
}
