import { int } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/element-type.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Weighted count of the rows whose largest output is the target class, the first one on ties. A row with a NaN is never
 * correct.
 *
 * @param logits [rows, classes]
 * @param labels int32, [rows]
 * @param weights [rows]
 */
export function emitCorrectCount(
  graph: GraphBuilder,
  logits: GraphValue,
  labels: GraphValue,
  weights: GraphValue,
): GraphValue {
  const zero = graph.scalar(0);
  // ONNX's default, select_last_index = 0, takes the first on ties.
  const predicted = graph.apply("ArgMax", [logits], { axis: int(1), keepdims: int(0) });
  const correct = graph.apply("Equal", [predicted, graph.apply("Cast", [labels], { to: int(DATA_TYPE_CODES.int64) })]);
  // Only a NaN differs from itself.
  const nans = graph.apply("Where", [graph.apply("Equal", [logits, logits]), zero, graph.scalar(1)]);
  const nanCount = graph.apply("ReduceSum", [nans, graph.integers([1])], { keepdims: int(0) });
  const counted = graph.apply("Where", [graph.apply("Equal", [nanCount, zero]), weights, zero]);
  const selected = graph.apply("Where", [correct, counted, zero]);
  return graph.apply("ReduceSum", [selected, graph.integers([0])], { keepdims: int(0) }, "correctCount");
}
