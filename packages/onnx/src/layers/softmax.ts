import { emitLogSoftmax } from "../compose/log-softmax.ts";
import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y_i = e^(x_i - m) / Σ_j e^(x_j - m) along the axis, counted on the whole batch. */
export function emitSoftmax({ graph, layer }: LayerContext, axis: number, input: GraphValue): GraphValue {
  return graph.apply("Softmax", [input], { axis: int(axis) }, `${layer.name}.softmax`);
}

/** y_i = (x_i - m) - log Σ_j e^(x_j - m) along the axis, counted on the whole batch. */
export function emitLayerLogSoftmax({ graph, layer }: LayerContext, axis: number, input: GraphValue): GraphValue {
  return emitLogSoftmax(graph, input, axis, `${layer.name}.log-softmax`);
}
