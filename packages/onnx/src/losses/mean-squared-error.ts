import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { selectWeighed } from "./select-weighed.ts";

/**
 * Squared error of each row: the mean over its outputs of (y - t)².
 *
 * @param outputs [rows, ...output]
 * @param targets of the same shape
 * @param weights [rows]: a row of weight 0 has no error, whatever its targets. @default every row weighs
 * @returns [rows]
 */
export function emitMeanSquaredError(
  graph: GraphBuilder,
  outputs: GraphValue,
  targets: GraphValue,
  weights?: GraphValue,
): GraphValue {
  const apart = graph.apply("Sub", [outputs, targets]);
  const difference = weights === undefined ? apart : selectWeighed(graph, apart, weights);
  const square = graph.apply("Mul", [difference, difference]);
  const axes = outputs.shape.map((_, axis) => axis).slice(1);
  return graph.apply("ReduceMean", [square, graph.integers(axes)], { keepdims: int(0) });
}
