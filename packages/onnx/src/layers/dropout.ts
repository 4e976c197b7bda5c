import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/**
 * y = mask ? x · scale : 0, and y = x where dropout is off. Dropped elements are selected, so a NaN or an infinity in
 * them does not leak. Never ONNX's own `Dropout`: runtimes erase it or draw from a generator of their own.
 */
export function emitDropout({ graph, layer, dropout }: LayerContext, input: GraphValue): GraphValue {
  if (dropout === undefined) return input;
  const scaled = graph.apply("Mul", [input, dropout.scale], {}, `${layer.name}.scaled`);
  return graph.apply("Where", [dropout.mask, scaled, graph.scalar(0)], {}, `${layer.name}.dropout`);
}
