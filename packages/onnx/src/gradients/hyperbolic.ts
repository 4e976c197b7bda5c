import type { GradientRule } from "./gradient-rule.ts";

/** y = sinh x: dx = g·cosh x. */
export const sinhGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Mul", [gradient, graph.apply("Cosh", [x])]),
];

/** y = cosh x: dx = g·sinh x. */
export const coshGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Mul", [gradient, graph.apply("Sinh", [x])]),
];

/** y = asinh x: dx = g / √(x² + 1). */
export const asinhGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => {
    const square = graph.apply("Mul", [x, x]);
    return graph.apply("Div", [gradient, graph.apply("Sqrt", [graph.apply("Add", [square, graph.scalar(1)])])]);
  },
];

/** y = acosh x: dx = g / √(x² - 1). */
export const acoshGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => {
    const square = graph.apply("Mul", [x, x]);
    return graph.apply("Div", [gradient, graph.apply("Sqrt", [graph.apply("Sub", [square, graph.scalar(1)])])]);
  },
];

/** y = atanh x: dx = g / (1 - x²). */
export const atanhGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => graph.apply("Div", [gradient, graph.apply("Sub", [graph.scalar(1), graph.apply("Mul", [x, x])])]),
];
