import type { GradientRule } from "./gradient-rule.ts";

/** y = √x: dx = ½·g / y. */
export const sqrtGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Div", [graph.apply("Mul", [gradient, graph.scalar(0.5)]), output]),
];
