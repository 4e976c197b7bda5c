import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** From here to 0 the quotient is within 2^-24 of itself; below, e^x is far enough from 1. */
const NEAR = -0.5;

/**
 * e^x - 1 for x ≤ 0 (another x gives a number that means nothing), to a few ulp near 0 too.
 *
 * With T = tanh(x/2), e^x - 1 = 2·T / (1 - T). Kernels for CPUs have a tanh that is right near 0; that of GPUs is a
 * difference of exponentials, so that there T near 0 is its Padé approximant h·(15 + h²) / (15 + 6·h²) with h = x/2:
 *
 *     e^x - 1 = x·(60 + x²) / (60 + 6·x² - ½·x·(60 + x²))
 */
export function emitExpm1(graph: GraphBuilder, x: GraphValue): GraphValue {
  const of = (operator: string, value: GraphValue, constant: number): GraphValue =>
    graph.apply(operator, [value, graph.scalar(constant)]);
  if (graph.target === "wasm") {
    const half = graph.apply("Tanh", [of("Mul", x, 0.5)]);
    return graph.apply("Div", [of("Mul", half, 2), graph.apply("Sub", [graph.scalar(1), half])]);
  }
  const square = graph.apply("Mul", [x, x]);
  const numerator = graph.apply("Mul", [x, of("Add", square, 60)]);
  const denominator = graph.apply("Sub", [of("Add", of("Mul", square, 6), 60), of("Mul", numerator, 0.5)]);
  const difference = of("Sub", graph.apply("Exp", [x]), 1);
  // A NaN is not below: it stays in the quotient, which a GPU's exp would not promise.
  const far = graph.apply("Less", [x, graph.scalar(NEAR)]);
  return graph.apply("Where", [far, difference, graph.apply("Div", [numerator, denominator])]);
}
