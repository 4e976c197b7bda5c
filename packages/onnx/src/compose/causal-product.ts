import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * Σ_j a_ij · b_j over j ≤ i, where a_ij is +0 for every later j. A product alone would let a NaN or an infinity at a later
 * position through, as 0 · NaN: here what is not finite is left out of the product, and makes NaN of all that sees it.
 *
 * @param a [..., positions, positions]
 * @param b [..., positions, size]
 */
export function emitCausalProduct(graph: GraphBuilder, a: GraphValue, b: GraphValue): GraphValue {
  const zero = graph.scalar(0);
  const spoiled = graph.stopGradient(graph.apply("Mul", [b, zero]));
  const finite = graph.apply("Where", [graph.apply("Equal", [spoiled, zero]), b, zero]);
  const axis = graph.constant(Int32Array.of(b.shape.length - 2), []);
  return graph.apply("Add", [graph.apply("MatMul", [a, finite]), graph.apply("CumSum", [spoiled, axis])]);
}
