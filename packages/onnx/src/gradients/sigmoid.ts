import type { GradientRule } from "./gradient-rule.ts";

/** y = 1 / (1 + e^-x): dx = g·y·(1 - y). */
export const sigmoidGradient: GradientRule = ({ graph, output, gradient }) => [
  () => {
    const slope = graph.apply("Mul", [output, graph.apply("Sub", [graph.scalar(1), output])]);
    return graph.apply("Mul", [gradient, slope]);
  },
];
