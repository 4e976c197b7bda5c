import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitLabelPlaces } from "./label-places.ts";

/**
 * Softmax cross-entropy of each row of C logits with class c and label smoothing ε: with -log p_j = log Σ_k e^(z_k - m) - (z_j
 * - m) and m = max z, it is (1 - ε)·(-log p_c) + (ε / C)·Σ_j -log p_j. Composed of operators that every execution provider
 * has; `SoftmaxCrossEntropyLoss` is missing on GPUs.
 *
 * @param logits [rows, classes]
 * @param labels int32 class indices, [rows]
 * @param labelSmoothing ε; at 0 the second sum is left out, not multiplied by 0.
 * @returns [rows]
 */
export function emitSoftmaxCrossEntropy(
  graph: GraphBuilder,
  logits: GraphValue,
  labels: GraphValue,
  labelSmoothing = 0,
): GraphValue {
  const classes = Number(logits.shape[1]);
  const over = (operator: string, value: GraphValue): GraphValue =>
    graph.apply(operator, [value, graph.integers([1])], { keepdims: int(1) });
  // The loss does not change with the shift, so its gradient must not see it: only rounding errors would be left of it.
  const largest = graph.stopGradient(over("ReduceMax", logits));
  const shifted = graph.apply("Sub", [logits, largest]);
  const logTotal = graph.apply("Log", [over("ReduceSum", graph.apply("Exp", [shifted]))]);
  const selected = graph.apply("Where", [emitLabelPlaces(graph, labels, classes), shifted, graph.scalar(0)]);
  const ofLabel = graph.apply("Sub", [logTotal, over("ReduceSum", selected)]);
  const flat = (column: GraphValue): GraphValue => graph.apply("Reshape", [column, graph.integers([-1])]);
  if (labelSmoothing === 0) return flat(ofLabel);
  const smoothing = Math.fround(labelSmoothing);
  const ofAll = over("ReduceSum", graph.apply("Sub", [logTotal, shifted]));
  const kept = graph.apply("Mul", [ofLabel, graph.scalar(1 - smoothing)]);
  return flat(graph.apply("Add", [kept, graph.apply("Mul", [ofAll, graph.scalar(smoothing / classes)])]));
}
