import { int } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Along an axis, y = (x - m) - log Σ e^(x - m), m the largest x along it; dx = g - e^y·Σ g. `LogSoftmax` has no kernel on
 * GPUs.
 *
 * @param axis from the end if negative.
 */
export function emitLogSoftmax(graph: GraphBuilder, x: GraphValue, axis: number, name?: string): GraphValue {
  const axes = graph.integers([normalAxis(axis, x.shape.length)]);
  const over = (operator: string, value: GraphValue): GraphValue =>
    graph.apply(operator, [value, axes], { keepdims: int(1) });
  const composed = (): GraphValue => {
    const shifted = graph.apply("Sub", [x, over("ReduceMax", x)]);
    const logarithm = graph.apply("Log", [over("ReduceSum", graph.apply("Exp", [shifted]))]);
    return graph.apply("Sub", [shifted, logarithm], {}, name);
  };
  const y = graph.target === "wasm" ? graph.apply("LogSoftmax", [x], { axis: int(axis) }, name) : composed();
  return graph.withGradient(y, [x], (gradient) => [
    () => {
      const share = graph.apply("Mul", [graph.apply("Exp", [y]), over("ReduceSum", gradient)]);
      return graph.apply("Sub", [gradient, share]);
    },
  ]);
}
