import type { GradientRule } from "./gradient-rule.ts";

/**
 * y = max(x, 0): dx = g where x > 0, else 0. Asked of y, which is positive exactly where x is: x is then read by nothing
 * else, and a runtime may fuse the activation into the operator before it.
 */
export const reluGradient: GradientRule = ({ graph, output, gradient }) => [
  () => graph.apply("Where", [graph.apply("Greater", [output, graph.scalar(0)]), gradient, graph.scalar(0)]),
];
