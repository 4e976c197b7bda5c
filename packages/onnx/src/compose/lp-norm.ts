import { timesSignOf } from "../gradients/times-sign-of.ts";
import { int } from "../graph/attribute.ts";
import { normalAxis } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** `LpNormalization`: y = x / ‖x‖ with the norm of order 1 or 2 along an axis, and 0 where it is 0. */
export function emitLpNorm(graph: GraphBuilder, x: GraphValue, axis: number, order: 1 | 2): GraphValue {
  const axes = graph.integers([normalAxis(axis, x.shape.length)]);
  const zero = graph.scalar(0);
  const norm = graph.apply(order === 1 ? "ReduceL1" : "ReduceL2", [x, axes], { keepdims: int(1) });
  const overNorm = (value: GraphValue): GraphValue =>
    graph.apply("Where", [graph.apply("Equal", [norm, zero]), zero, graph.apply("Div", [value, norm])]);
  const y = graph.withGradient(overNorm(x), [x], (gradient) => [
    () => {
      const sum = graph.apply("ReduceSum", [graph.apply("Mul", [gradient, y]), axes], { keepdims: int(1) });
      const pulled = order === 1 ? timesSignOf(graph, sum, x) : graph.apply("Mul", [y, sum]);
      return overNorm(graph.apply("Sub", [gradient, pulled]));
    },
  ]);
  return y;
}
