import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Softmax cross-entropy of each row: log Σ_j e^(z_j - max z) - (z_c - max z). Composed of operators that every execution
 * provider has; `SoftmaxCrossEntropyLoss` and `OneHot` are missing on GPUs.
 *
 * @param logits [rows, classes]
 * @param labels int32 class indices, [rows]
 * @returns [rows]
 */
export function emitSoftmaxCrossEntropy(graph: GraphBuilder, logits: GraphValue, labels: GraphValue): GraphValue {
  const classes = Number(logits.shape[1]);
  const axis = graph.integers([1]);
  // The loss does not change with the shift, so its gradient must not see it: only rounding errors would be left of it.
  const largest = graph.stopGradient(graph.apply("ReduceMax", [logits, axis], { keepdims: int(1) }));
  const shifted = graph.apply("Sub", [logits, largest]);
  const total = graph.apply("ReduceSum", [graph.apply("Exp", [shifted]), axis], { keepdims: int(1) });
  const column = graph.apply("Reshape", [labels, graph.integers([-1, 1])]);
  const classIndices = graph.constant(
    Int32Array.from({ length: classes }, (_, index) => index),
    [1, classes],
  );
  const isTarget = graph.apply("Equal", [column, classIndices]);
  const selected = graph.apply("Where", [isTarget, shifted, graph.scalar(0)]);
  const target = graph.apply("ReduceSum", [selected, axis], { keepdims: int(1) });
  return graph.apply("Reshape", [graph.apply("Sub", [graph.apply("Log", [total]), target]), graph.integers([-1])]);
}
