import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { GradientRule } from "./gradient-rule.ts";

/** y = sin x: dx = g·cos x. */
export const sinGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Mul", [gradient, graph.apply("Cos", [x])]),
];

/** y = cos x: dx = -g·sin x. */
export const cosGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Neg", [graph.apply("Mul", [gradient, graph.apply("Sin", [x])])]),
];

/** y = tan x: dx = g·(1 + y²). */
export const tanGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Mul", [gradient, onePlus(graph, square(graph, output))]),
];

/** y = asin x: dx = g / √(1 - x²). */
export const asinGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Div", [gradient, graph.apply("Sqrt", [oneMinus(graph, square(graph, x!))])]),
];

/** y = acos x: dx = -g / √(1 - x²). */
export const acosGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Neg", [graph.apply("Div", [gradient, graph.apply("Sqrt", [oneMinus(graph, square(graph, x!))])])]),
];

/** y = atan x: dx = g / (1 + x²). */
export const atanGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Div", [gradient, onePlus(graph, square(graph, x!))]),
];

function square(graph: GraphBuilder, value: GraphValue): GraphValue {
  return graph.apply("Mul", [value, value]);
}

function onePlus(graph: GraphBuilder, value: GraphValue): GraphValue {
  return graph.apply("Add", [graph.scalar(1), value]);
}

function oneMinus(graph: GraphBuilder, value: GraphValue): GraphValue {
  return graph.apply("Sub", [graph.scalar(1), value]);
}
