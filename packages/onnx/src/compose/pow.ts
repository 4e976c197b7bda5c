import { powerSlope } from "../gradients/pow.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/**
 * x^b, with b a constant where it can be told: 2, ½ and the like are products, roots and quotients then, which are more exact
 * than a GPU's power. Integers as exponents become floats: with another type than x's the `Pow` of GPUs is not there.
 */
export function emitPow(graph: GraphBuilder, x: GraphValue, b: GraphValue): GraphValue {
  const data = x.elementType === "float32" ? graph.dataOf(b) : undefined;
  if (data === undefined) return graph.apply("Pow", [x, b]);
  const exponents = Float32Array.from(data as ArrayLike<number | bigint>, Number);
  const exponent = exponents[0]!;
  if (exponents.length !== 1 || b.shape.length > x.shape.length) {
    return graph.apply("Pow", [x, graph.constant(exponents, b.shape as readonly number[])]);
  }
  const y = power(graph, x, exponent);
  return graph.withGradient(y, [x], (gradient) => [
    () => graph.apply("Mul", [gradient, powerSlope(graph, exponent, x, y)]),
  ]);
}

function power(graph: GraphBuilder, x: GraphValue, exponent: number): GraphValue {
  switch (exponent) {
    case 2:
      return graph.apply("Mul", [x, x]);
    case 3:
      return graph.apply("Mul", [graph.apply("Mul", [x, x]), x]);
    case 0.5:
      return graph.apply("Sqrt", [x]);
    case -1:
      return graph.apply("Reciprocal", [x]);
    default:
      return graph.apply("Pow", [x, graph.scalar(exponent)]);
  }
}
