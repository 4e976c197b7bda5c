import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** All axes of a row in one, row-major. */
export function emitFlatten({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return graph.apply("Flatten", [input], { axis: int(1) }, `${layer.name}.flatten`);
}
