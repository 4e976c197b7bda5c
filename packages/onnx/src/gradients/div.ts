import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** y = a / b: da = g / b, db = -g·y / b. */
export const divGradient: GradientRule = ({ graph, inputs: [a, b], output, gradient }) => [
  () => sumToShape(graph, graph.apply("Div", [gradient, b]), a!.shape),
  () => {
    const product = graph.apply("Mul", [gradient, output]);
    return sumToShape(graph, graph.apply("Neg", [graph.apply("Div", [product, b])]), b!.shape);
  },
];
