import { emitExponentialUnit } from "../compose/exponential-unit.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/** Elu with constants that keep mean 0 and variance 1. */
export function emitSelu({ graph, layer }: LayerContext, input: GraphValue): GraphValue {
  return emitExponentialUnit(graph, input, { scale: SCALE, below: SCALE * ALPHA }, `${layer.name}.selu`);
}
