import { ints } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** Axis k of a row is axis `order[k]` of the input's row. */
export function emitPermute({ graph, layer }: LayerContext, order: readonly number[], input: GraphValue): GraphValue {
  const perm = ints([0, ...order.map((axis) => axis + 1)]);
  return graph.apply("Transpose", [input], { perm }, `${layer.name}.permute`);
}
