import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { reshapeTo } from "../gradients/reshape-to.ts";

/**
 * y = x·Wᵀ + b along the last axis of x, as one Gemm on W as it is stored, [units, inputs].
 *
 * @param x [rows, ..., inputs].
 * @param name of the result.
 */
export function emitAffine(
  graph: GraphBuilder,
  x: GraphValue,
  weight: GraphValue,
  bias: GraphValue | undefined,
  name: string,
): GraphValue {
  const operands = bias === undefined ? [weight] : [weight, bias];
  const vectors = multiplyDimensions(x.shape.slice(0, -1));
  if (x.shape.length === 2 || vectors === undefined)
    return graph.apply("Gemm", [x, ...operands], { transB: int(1) }, name);
  const flat = reshapeTo(graph, x, [vectors, x.shape.at(-1)!]);
  const product = graph.apply("Gemm", [flat, ...operands], { transB: int(1) }, `${name}.vectors`);
  return reshapeTo(graph, product, [...x.shape.slice(0, -1), weight.shape[0]!], name);
}
