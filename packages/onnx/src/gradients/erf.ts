import type { GradientRule } from "./gradient-rule.ts";

/** y = erf x: dx = g·2/√π·e^(-x²). */
export const erfGradient: GradientRule = ({ graph, inputs: [x], gradient }) => [
  () => {
    const bell = graph.apply("Exp", [graph.apply("Neg", [graph.apply("Mul", [x, x])])]);
    return graph.apply("Mul", [gradient, graph.apply("Mul", [bell, graph.scalar(2 / Math.sqrt(Math.PI))])]);
  },
];
