import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** y = x / (1 + |x|), dx = g / (1 + |x|)². `Softsign` has no kernel on GPUs. */
export function emitSoftsign(graph: GraphBuilder, x: GraphValue): GraphValue {
  const denominator = graph.apply("Add", [graph.apply("Abs", [x]), graph.scalar(1)]);
  return graph.withGradient(graph.apply("Div", [x, denominator]), [x], (gradient) => [
    () => graph.apply("Div", [gradient, graph.apply("Mul", [denominator, denominator])]),
  ]);
}
