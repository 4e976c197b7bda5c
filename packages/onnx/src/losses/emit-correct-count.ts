import { int } from "../graph/attribute.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
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
  const classes = Number(logits.shape[1]);
  // Not ArgMax: its int64 has no kernel on GPUs. Earlier classes rank higher, so the first is taken on ties.
  const ranks = graph.constant(
    Float32Array.from({ length: classes }, (_, index) => classes - index),
    [1, classes],
  );
  const largest = graph.apply("ReduceMax", [logits, graph.integers([1])], { keepdims: int(1) });
  const ranked = graph.apply("Where", [graph.apply("Equal", [logits, largest]), ranks, zero]);
  const rankOfFirst = graph.apply("ReduceMax", [ranked, graph.integers([1])], { keepdims: int(0) });
  const label = graph.apply("Cast", [labels], { to: int(DATA_TYPE_CODES.float32) });
  const correct = graph.apply("Equal", [rankOfFirst, graph.apply("Sub", [graph.scalar(classes), label])]);
  // Only a NaN differs from itself.
  const nans = graph.apply("Where", [graph.apply("Equal", [logits, logits]), zero, graph.scalar(1)]);
  const nanCount = graph.apply("ReduceSum", [nans, graph.integers([1])], { keepdims: int(0) });
  const counted = graph.apply("Where", [graph.apply("Equal", [nanCount, zero]), weights, zero]);
  const selected = graph.apply("Where", [correct, counted, zero]);
  return graph.apply("ReduceSum", [selected, graph.integers([0])], { keepdims: int(0) }, "correctCount");
}
