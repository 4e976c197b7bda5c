import type { GradientRule } from "./gradient-rule.ts";

/** y = 1 / x: dx = -g·y². */
export const reciprocalGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Neg", [graph.apply("Mul", [gradient, graph.apply("Mul", [output, output])])]),
];
