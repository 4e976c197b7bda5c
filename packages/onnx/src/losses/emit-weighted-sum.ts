import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** Σ weight · value over the rows, a scalar. @param name of the result */
export function emitWeightedSum(
  graph: GraphBuilder,
  values: GraphValue,
  weights: GraphValue,
  name: string,
): GraphValue {
  return graph.apply(
    "ReduceSum",
    [graph.apply("Mul", [values, weights]), graph.integers([0])],
    { keepdims: int(0) },
    name,
  );
}
