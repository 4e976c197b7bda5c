import type { GradientRule } from "./gradient-rule.ts";

/** y = e^x: dx = g·y. */
export const expGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Mul", [gradient, output]),
];
