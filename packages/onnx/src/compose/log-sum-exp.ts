import { int } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * y = log Σ e^x = m + log Σ e^(x - m) over some axes, m the largest x along them: the `ReduceLogSumExp` of GPUs takes no m
 * off, so that e^x overflows.
 *
 * @param axes counted from the front.
 */
export function emitLogSumExp(
  graph: GraphBuilder,
  x: GraphValue,
  axes: readonly number[],
  keepDimensions: boolean,
): GraphValue {
  const over = (operator: string, value: GraphValue, keep: boolean): GraphValue =>
    graph.apply(operator, [value, graph.integers(axes)], { keepdims: int(keep ? 1 : 0) });
  if (graph.target === "wasm") return over("ReduceLogSumExp", x, keepDimensions);
  const largest = graph.stopGradient(over("ReduceMax", x, true));
  const sum = over("ReduceSum", graph.apply("Exp", [graph.apply("Sub", [x, largest])]), keepDimensions);
  const shift = keepDimensions ? largest : graph.stopGradient(over("ReduceMax", x, false));
  return graph.apply("Add", [graph.apply("Log", [sum]), shift]);
}
