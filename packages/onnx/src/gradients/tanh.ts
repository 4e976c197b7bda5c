import type { GradientRule } from "./gradient-rule.ts";

/** y = tanh x: dx = g·(1 - y²). */
export const tanhGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Mul", [gradient, graph.apply("Sub", [graph.scalar(1), graph.apply("Mul", [output, output])])]),
];
