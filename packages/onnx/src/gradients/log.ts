import type { GradientRule } from "./gradient-rule.ts";

/** y = log x: dx = g / x. */
export const logGradient: GradientRule = ({ graph, inputs, gradient }) => [
  () => graph.apply("Div", [gradient, inputs[0]]),
];
