import { emitExponentialUnit } from "../compose/exponential-unit.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x for x > 0, alpha·(e^x - 1) otherwise. */
export function emitElu({ graph, layer }: LayerContext, alpha: number, input: GraphValue): GraphValue {
  return emitExponentialUnit(graph, input, { below: alpha }, `${layer.name}.elu`);
}
