import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { selectWeighed } from "./select-weighed.ts";

/** Σ weight · value over the rows that weigh anything, a scalar. @param name of the result */
export function emitWeightedSum(
  graph: GraphBuilder,
  values: GraphValue,
  weights: GraphValue,
  name: string,
): GraphValue {
  const weighed = selectWeighed(graph, graph.apply("Mul", [values, weights]), weights);
  return graph.apply("ReduceSum", [weighed, graph.integers([0])], { keepdims: int(0) }, name);
}
