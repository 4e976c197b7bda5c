import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * log(1 + u) for u in [0, 1], to a few ulp near 0 too.
 *
 * log(1 + u) = 2·artanh(s) with s = u / (u + 2) ≤ ⅓, and artanh's continued fraction, cut after five terms, is off by less
 * than 2^-25 of itself:
 *
 *     artanh(s) = s·(945 - 735·s² + 64·s⁴) / (945 - 1050·s² + 225·s⁴)
 */
export function emitLog1p(graph: GraphBuilder, u: GraphValue): GraphValue {
  const of = (operator: string, value: GraphValue, constant: number): GraphValue =>
    graph.apply(operator, [value, graph.scalar(constant)]);
  const s = graph.apply("Div", [u, of("Add", u, 2)]);
  const square = graph.apply("Mul", [s, s]);
  const polynomial = (fourth: number, second: number, constant: number): GraphValue =>
    of("Add", graph.apply("Mul", [of("Add", of("Mul", square, fourth), second), square]), constant);
  const quotient = graph.apply("Div", [polynomial(128, -1470, 1890), polynomial(225, -1050, 945)]);
  return graph.apply("Mul", [s, quotient]);
}
