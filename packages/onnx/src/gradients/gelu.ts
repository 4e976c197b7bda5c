import { textAttribute } from "../graph/attribute.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** 1/√(2π) and 2·√(2/π). */
const DENSITY_AT_0 = 0.3989422804014327;
const SLOPE_AT_0 = 1.5957691216057308;
const CUBIC = 0.044715 * SLOPE_AT_0;

/**
 * y = x·Φ(x): dx = g·(Φ(x) + x·e^(-x²/2)/√(2π)), with Φ the standard normal's distribution function. With `approximate`
 * "tanh", y = x·σ(v): dx = g·(σ(v) + x·σ(v)·σ(-v)·v') with v = 2·√(2/π)·(x + 0.044715·x³), since (1 + tanh u)/2 = σ(2u).
 */
export const geluGradient: GradientRule = ({ graph, node, inputs: [x], gradient }) => [
  () => {
    const slope =
      textAttribute(node.attributes, "approximate", "none") === "tanh" ? tanhSlope(graph, x!) : exactSlope(graph, x!);
    return graph.apply("Mul", [gradient, slope]);
  },
];

function exactSlope(graph: GraphBuilder, x: GraphValue): GraphValue {
  const of = (operator: string, value: GraphValue, constant: number): GraphValue =>
    graph.apply(operator, [value, graph.scalar(constant)]);
  const erf = graph.apply("Erf", [of("Mul", x, Math.SQRT1_2)]);
  const share = of("Add", of("Mul", erf, 0.5), 0.5);
  const bell = graph.apply("Exp", [of("Mul", graph.apply("Mul", [x, x]), -0.5)]);
  return graph.apply("Add", [share, graph.apply("Mul", [x, of("Mul", bell, DENSITY_AT_0)])]);
}

function tanhSlope(graph: GraphBuilder, x: GraphValue): GraphValue {
  const of = (operator: string, value: GraphValue, constant: number): GraphValue =>
    graph.apply(operator, [value, graph.scalar(constant)]);
  const square = graph.apply("Mul", [x, x]);
  const v = graph.apply("Mul", [x, of("Add", of("Mul", square, CUBIC), SLOPE_AT_0)]);
  const share = graph.apply("Sigmoid", [v]);
  const flatness = graph.apply("Mul", [share, graph.apply("Sigmoid", [graph.apply("Neg", [v])])]);
  const change = of("Add", of("Mul", square, 3 * CUBIC), SLOPE_AT_0);
  const product = graph.apply("Mul", [graph.apply("Mul", [x, flatness]), change]);
  // Where x² overflows, σ is flat: 0 times infinity is left out.
  const steep = graph.apply("Greater", [flatness, graph.scalar(0)]);
  return graph.apply("Add", [share, graph.apply("Where", [steep, product, graph.scalar(0)])]);
}
