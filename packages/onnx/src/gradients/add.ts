import type { GradientRule } from "./gradient-rule.ts";
import { sumToShape } from "./sum-to-shape.ts";

/** y = a + b: the gradient goes to both. */
export const addGradient: GradientRule = ({ graph, inputs, gradient }) => [
  () => sumToShape(graph, gradient, inputs[0]!.shape),
  () => sumToShape(graph, gradient, inputs[1]!.shape),
];
