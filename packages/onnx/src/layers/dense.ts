import { int } from "../graph/attribute.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { LayerContext } from "./layer-context.ts";

/** y = x·Wᵀ + b, as one Gemm on W as it is stored, [units, inputs]. */
export function emitDense({ graph, layer, parameters }: LayerContext, input: GraphValue): GraphValue {
  const operands = layer.parameters.map(({ name }) => parameters.get(name));
  return graph.apply("Gemm", [input, ...operands], { transB: int(1) }, `${layer.name}.dense`);
}
