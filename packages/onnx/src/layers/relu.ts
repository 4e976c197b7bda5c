import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/**
 * y = max(x, 0); a NaN stays.
 *
 * GPUs have max(NaN, 0) = 0 (WGSL leaves it open), so that their `Relu` would hide that a run has diverged: there, what is
 * not positive is replaced by 0.
 */
export function emitRelu({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  const name = `${layer.name}.relu`;
  if (graph.target === "wasm") return graph.apply("Relu", [input], {}, name);
  const zero = graph.scalar(0);
  return graph.apply("Where", [graph.apply("LessOrEqual", [input, zero]), zero, input], {}, name);
}
