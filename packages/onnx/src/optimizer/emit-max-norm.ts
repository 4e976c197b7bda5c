import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { emitSumOfSquares } from "./emit-sum-of-squares.ts";

/** As in core's law. */
const EPSILON = 1e-7;

/**
 * Emits the law of core's `limitNorms` on one parameter, with f32 sums; a unit's incoming weights are a slice along
 * `unitAxis`.
 *
 * @param maxNorm f32 scalar.
 * @param name of the result.
 */
export function emitMaxNorm(
  graph: GraphBuilder,
  weights: GraphValue,
  maxNorm: GraphValue,
  unitAxis: number,
  name: string,
): GraphValue {
  const incoming = weights.shape.map((_, axis) => axis).filter((axis) => axis !== unitAxis);
  const norm = graph.apply("Sqrt", [emitSumOfSquares(graph, weights, incoming)]);
  const shrunk = graph.apply("Div", [maxNorm, graph.apply("Add", [norm, graph.scalar(EPSILON)])]);
  const factor = graph.apply("Where", [graph.apply("Greater", [norm, maxNorm]), shrunk, graph.scalar(1)]);
  return graph.apply("Mul", [weights, factor], {}, name);
}
