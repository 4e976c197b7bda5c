import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitLabelPlaces } from "./label-places.ts";

/**
 * Negative log-likelihood of each row, [rows]: -x_c. The class's term is selected, not multiplied: another one's -Infinity
 * must not become NaN.
 *
 * @param logProbabilities [rows, classes]
 * @param labels int32 class indices, [rows]
 */
export function emitNegativeLogLikelihood(
  graph: GraphBuilder,
  logProbabilities: GraphValue,
  labels: GraphValue,
): GraphValue {
  const places = emitLabelPlaces(graph, labels, Number(logProbabilities.shape[1]));
  const selected = graph.apply("Where", [places, logProbabilities, graph.scalar(0)]);
  return graph.apply("Neg", [graph.apply("ReduceSum", [selected, graph.integers([1])], { keepdims: int(0) })]);
}
