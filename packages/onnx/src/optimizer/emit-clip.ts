import type { GradientClip } from "@lockstep/core";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitSumOfSquares } from "./emit-sum-of-squares.ts";

/** As in core's law. */
const EPSILON = 1e-6;

/**
 * Emits the law of core's `clipGradients` on the gradients of all parameters, with f32 sums. Comparisons choose what a NaN
 * becomes, since `Min`, `Max` and `Clip` leave it open.
 *
 * @param limit f32 scalar.
 */
export function emitClip(
  graph: GraphBuilder,
  kind: GradientClip["kind"],
  limit: GraphValue,
  gradients: readonly GraphValue[],
): readonly GraphValue[] {
  if (kind === "value") {
    const lowest = graph.apply("Neg", [limit]);
    return gradients.map((gradient) => {
      const fromBelow = graph.apply("Where", [graph.apply("Less", [gradient, lowest]), lowest, gradient]);
      return graph.apply("Where", [graph.apply("Greater", [gradient, limit]), limit, fromBelow]);
    });
  }
  // A model without parameters has no norm to take.
  if (gradients.length === 0) return gradients;
  const total = gradients
    .map((gradient) => emitSumOfSquares(graph, gradient))
    .reduce((sum, squares) => graph.apply("Add", [sum, squares]));
  const norm = graph.apply("Add", [graph.apply("Sqrt", [total]), graph.scalar(EPSILON)]);
  const within = graph.apply("Greater", [limit, norm]);
  const factor = graph.apply("Where", [within, graph.scalar(1), graph.apply("Div", [limit, norm])]);
  return gradients.map((gradient) => graph.apply("Mul", [gradient, factor]));
}
